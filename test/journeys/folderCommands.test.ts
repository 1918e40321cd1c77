import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditedActions } from '../support/auditedActions.ts';
import { fewerScopes } from './fewerScopes.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

/** All five: what a folder would like a key of its own to do. */
const scope = ['runs:write', 'runs:manage', 'approvals:write', 'mcp:call', 'a2a:write'];

describe('a trusted folder whose launches call commands', () => {
  const journey = useSession({
    builtIn: 'all',
    name: 'folder-commands',
    begins: 'with the first key',
  });
  const file = (...names: string[]) => path.join(journey.session.folder, ...names);
  const audited = () => JSON.stringify([...auditedActions(path.dirname(journey.session.folder))]);

  /** Starts a launch that needs the answer of this command before it can run. */
  const startWith = async (command: string, args: unknown) => {
    const launch = {
      version: '0.2.0',
      configurations: [
        {
          name: 'Run',
          type: 'node',
          request: 'launch',
          program: '${workspaceFolder}/app.mjs',
          args: ['${input:theirs}'],
        },
      ],
      inputs: [{ id: 'theirs', type: 'command', command, args }],
    };
    writeFileSync(file('.vscode', 'launch.json'), JSON.stringify(launch));
    await journey.session.page.keyboard.press('F5');
  };

  const isAsked = async (title: RegExp, picture?: string) => {
    const { dialog } = journey.session.window;
    assert.match(await dialog.message(), title);
    if (picture) await journey.session.screenshot(picture);
    const detail = await dialog.detail();
    await dialog.click('Cancel');
    return detail;
  };

  /** VS Code says in a dialog of its own that the launch has no value for its input. */
  const isGivenUp = async () => {
    const { dialog } = journey.session.window;
    await eventually(
      'The launch given up',
      // A dialog of one sentence has it where others have their detail.
      () => dialog.detail(),
      (said) => said === 'Cancelled.',
    );
    await dialog.cancel();
  };

  it('has one of its commands shown whole before it runs', async () => {
    const { session } = journey;
    await makeFirstKey(session);
    await session.window.editors.openFile('app.mjs');
    const before = audited();
    await startWith('keyrail.createKey', {
      scope,
      expiresAt: null,
      name: 'ours\n\nYou asked for this.',
      env: { file: '.env', variable: 'OURS' },
    });
    const detail = await isAsked(/^Run “Create Key…” as a program asks\?/, 'asked');
    await isGivenUp();
    assert.match(detail, /You did not choose this in Keyrail/);
    assert.match(detail, /Scopes: runs:write, runs:manage, approvals:write, mcp:call, a2a:write/);
    assert.match(detail, /Written to: \.env/);
    assert.match(detail, /Local control plane · non-production/);
    assert.doesNotMatch(detail, /^\s*You asked for this/m);
    assert.equal(audited(), before);
    assert.equal(existsSync(file('.env')), false);
  });

  it('cannot have it answered by an argument, nor by a command around it', async () => {
    const before = audited();
    await startWith('keyrail.copySecret', { node: 'key', keyId: 'key_1', ticket: 'x' });
    await isAsked(/^Run “.+” as a program asks\?/);
    await isGivenUp();
    await startWith('keyrail.panic', {});
    await isAsked(/^Revoke /, 'panic asked');
    await isGivenUp();
    const write = { file: '.env', variable: 'OURS', confirmed: true };
    await startWith('runCommands', {
      commands: [{ command: 'keyrail.writeToEnv', args: write }],
    });
    await isAsked(/^Run “.+” as a program asks\?/);
    assert.equal(audited(), before);
    assert.equal(existsSync(file('.env')), false);
  });

  fewerScopes(journey);
});
