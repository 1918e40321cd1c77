import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, workspace, type Memento } from 'vscode';
import { resolveNotKept } from '../../src/commands/keys/notKept.ts';
import { createEnvFiles } from '../../src/editor/env/envFiles.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { issue } from '../../src/lifecycle/protocols/issue.ts';
import { recover } from '../../src/lifecycle/protocols/recover.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { inADay, openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { folder } from './support/keyrail.ts';
import { leaveUnsaved } from './support/leaveUnsaved.ts';
import { answerWith, pressing } from './support/windowOf.ts';

/** What a window remembers, without VS Code. */
function memento(): Memento {
  const kept = new Map<string, unknown>();
  const get = <T>(name: string, otherwise?: T) => (kept.get(name) as T | undefined) ?? otherwise;
  return {
    keys: () => [...kept.keys()],
    get,
    update: async (name, value) => void kept.set(name, value),
  };
}

describe('a secret that could not be kept', () => {
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  const env = () => join(folder(), '.env');

  const services = () => {
    const workspaceState = memento();
    const lifecycle = async () => fixture.lifecycle;
    const connections = { list: () => [remoteConnection('here')] };
    const names = {
      connections,
      keyNotes: { all: () => new Map() },
      keyList: { snapshot: emptySnapshot },
    };
    // The question asks no more of a window.
    return {
      connections,
      sessions: { open: async () => ({ provenBaseUrl: async () => 'http://127.0.0.1:1' }) },
      envFiles: createEnvFiles(workspaceState, lifecycle, names),
      log: { error: () => undefined },
      lifecycle,
      workspaceState,
    } as unknown as Services;
  };
  const notKept = async () => {
    await fixture.lifecycle.strongbox.prepare();
    fixture.vault.mood = 'throws';
    const made = await issue(fixture.lifecycle, {
      ...fixture.at,
      serviceAccountId: fixture.accountId,
      scope: ['runs:write'],
      expiresAt: inADay(),
    });
    assert.ok(made.kind === 'not-kept');
    return made;
  };
  /** Presses these one after the other, and keeps what was asked and told. */
  const person = (...presses: string[]) => {
    const seen: string[] = [];
    const shown = async (message: string, ...rest: readonly unknown[]) => {
      seen.push(message);
      return pressing(presses.shift() ?? '')(message, ...rest);
    };
    const told = async (message: string) => void seen.push(message);
    restore = answerWith({ showWarningMessage: shown, showErrorMessage: told });
    return seen;
  };

  beforeEach(async () => {
    fixture = await openFixture();
    writeFileSync(env(), 'A=1\n');
    await leaveUnsaved(env());
  });
  afterEach(async () => {
    restore();
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await fixture.dispose();
  });
  after(() => {
    rmSync(env(), { force: true });
  });

  it('is put into no editor that is not saved, and is written once the person saves it', async () => {
    const made = await notKept();
    const unsaved: string[] = [];
    const watching = workspace.onDidChangeTextDocument(({ document }) => {
      // VS Code keeps a copy on disk of what is not saved.
      if (document.isDirty) unsaved.push(document.getText());
    });
    try {
      const seen = person('Write to .env', 'not now', 'Write to .env', 'Save', 'Write');
      const outcome = await resolveNotKept(windowPorts(services(), undefined), made);
      assert.deepEqual(
        seen.map((each) => each.replace(made.keyPrefix, 'it')),
        [
          'The secret of it could not be kept',
          'Save .env first?',
          'The secret of it could not be kept',
          'Save .env first?',
          'Write to .env?',
        ],
      );
      assert.ok(outcome.kind === 'kept' && outcome.copy === 'elsewhere');
      const text = readFileSync(env(), 'utf8');
      assert.ok(text.startsWith('# not saved\nA=1\n') && text.includes(made.secret.reveal()));
      assert.ok(unsaved.every((each) => !each.includes(made.secret.reveal())));
    } finally {
      watching.dispose();
    }
  });

  it('is any window’s once nobody is asked any more', async () => {
    const made = await notKept();
    person('Write to .env');
    const open = () => Promise.reject(new Error('a bug'));
    const broken = { ...services(), sessions: { open } } as unknown as Services;
    await assert.rejects(resolveNotKept(windowPorts(broken, undefined), made), /a bug/);
    fixture.vault.mood = 'good';
    assert.equal((await recover(fixture.window().lifecycle)).settled, 1);
  });

  it('stays in the journal when the person decides later', async () => {
    const made = await notKept();
    person('Write to .env', 'not now', 'Decide Later');
    assert.equal((await resolveNotKept(windowPorts(services(), undefined), made)).kind, 'waiting');
    assert.equal((await fixture.lifecycle.journal.find()).entries.length, 1);
    assert.equal(readFileSync(env(), 'utf8'), 'A=1\n');
    const details: (string | null)[] = [];
    for await (const { kind, detail } of fixture.lifecycle.ledger.events()) {
      if (kind === 'env-write') details.push(detail);
    }
    assert.deepEqual(details, []);
  });
});
