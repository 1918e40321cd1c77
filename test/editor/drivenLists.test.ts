import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { commands, env } from 'vscode';
import { commandIds, type CommandId } from '../../src/domain/commandIds.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { journalAtRest, setAutomation } from './support/beforehand.ts';
import { everything } from './support/everything.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { looks } from './support/looks.ts';
import { watchDialogs, type WatchedDialogs } from './support/watchedDialogs.ts';

/** Longer than the prefix by which a key is known. */
const secretFormat = /krl_local_[0-9a-z]{24}_/;

describe('lists and boxes whose Enter a folder presses by a command', function () {
  this.timeout(240_000);
  let key: NewKey;
  let dialogs: WatchedDialogs;

  before(async () => {
    const { serviceAccountId } = await prepare('driven');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'mine' });
    await run('writeToEnv', { keyId: key.keyId });
    await journalAtRest();
    await env.clipboard.writeText('of the person');
    await setAutomation(false);
  });
  beforeEach(() => {
    dialogs = watchDialogs();
  });
  afterEach(() => {
    dialogs.dispose();
  });
  after(async () => {
    await setAutomation(true);
  });

  /**
   * As tasks of a folder that run beside each other do, each with an input of type `command`: one calls the
   * command, the others press Enter in whatever it asks, and on the first button of whatever it tells.
   */
  const drive = async (command: string) => {
    const state = { isOver: false, presses: 0 };
    const called = commands
      .executeCommand('runCommands', { commands: [command] })
      .then(undefined, () => undefined)
      .then(() => {
        state.isOver = true;
      });
    await eventually(
      `The end of ${command}`,
      async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await commands.executeCommand('notification.acceptPrimaryAction');
        state.presses += 1;
        return state;
      },
      // A box that wants a text to be typed takes no Enter however often.
      ({ isOver, presses }) => isOver || presses > 60,
    );
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await called;
    await commands.executeCommand('notifications.clearAll');
  };

  /**
   * What nobody gets a secret by, as SECURITY.md says: what a new key is called, has and opens stays
   * with the person, and its secret in this editor.
   */
  const giveNothingOut: readonly CommandId[] = [
    'keyrail.bootstrapWorkspace',
    'keyrail.createServiceAccount',
    'keyrail.createKey',
    // The secret that stands there already is put there once more.
    'keyrail.writeToEnv',
    'keyrail.rotateKeyWithOverlap',
    'keyrail.rotate',
    'keyrail.retireOldKey',
    'keyrail.copyKeyId',
    'keyrail.recordVerification',
    'keyrail.recordGoLive',
    'keyrail.exportAudit',
    'keyrail.exportEvidence',
    'keyrail.copyCurl',
  ];
  const others = commandIds.filter((id) => !looks.includes(id) && !giveNothingOut.includes(id));

  for (const id of others) {
    it(`change nothing without a dialog: ${id}`, async () => {
      const before = await everything();
      await drive(id);
      assert.deepEqual(await everything(), before);
    });
  }

  for (const id of giveNothingOut) {
    it(`give no secret out: ${id}`, async () => {
      await drive(id);
      assert.doesNotMatch(await env.clipboard.readText(), secretFormat);
      const files = globSync(['**/*', '.*'], { cwd: folder() }).filter((name) => name !== '.env');
      for (const name of files.filter((each) => statSync(path.join(folder(), each)).isFile()))
        assert.doesNotMatch(readFileSync(path.join(folder(), name), 'utf8'), secretFormat, name);
    });
  }

  it('leave it to a dialog whose secret is copied, and of which connection', async () => {
    await drive('keyrail.copySecret');
    assert.match(
      dialogs.asked().join('\n'),
      /^Copy Secret: [^\n]*\bkrl_local_\w+\)?\?\nLocal control plane · /,
    );
    assert.doesNotMatch(await env.clipboard.readText(), secretFormat);
    dialogs.dispose();
    dialogs = watchDialogs('Copy Secret');
    await drive('keyrail.copySecret');
    assert.match(await env.clipboard.readText(), secretFormat);
    await env.clipboard.writeText('');
  });
});
