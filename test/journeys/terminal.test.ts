import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { filesWithSecret } from './support/searchForSecrets.ts';
import { useDesk } from './support/useDesk.ts';

const echo = 'echo "key is [$GOVRAIL_API_KEY]"';
const shown = /key is \[krl_local_[0-9a-z]+_[0-9a-f]/;
const absent = /key is \[\]/;

describe('a key in terminals, without a file', () => {
  const seat = useDesk({
    name: 'terminal',
    mayHold: (place) => place === 'process bash (environ)',
  });

  it('gives new terminals the variable', async () => {
    const { desk } = seat;
    const { window } = desk;
    await makeFirstKey(desk);
    await window.view('API Keys').choose('first run', 'Use in terminals…');
    assert.match(
      await window.dialog.message(),
      /Give new terminals of sample the secret of first run/,
    );
    const detail = await window.dialog.detail();
    assert.match(detail, /also of tasks of this folder/);
    assert.match(
      detail,
      /When VS Code quits, it writes the environment of terminals to its own disk/,
    );
    await desk.screenshot('asked');
    await window.dialog.click('Use in Terminals');
    await window.notifications.waitFor(/New terminals of sample have the secret/);
    await desk.screenshot('offered');
    await window.terminal.open();
    await window.terminal.run(echo);
    await window.terminal.waitForText(shown);
  });

  it('lets an application run with it, and no file holds the value', async () => {
    const { desk } = seat;
    await desk.window.terminal.run('clear; node app.mjs');
    await desk.window.terminal.waitForText(/Run accepted: run_/);
    await desk.screenshot('application');
    assert.deepEqual(readdirSync(desk.folder).includes('.env'), false);
    assert.deepEqual(filesWithSecret(path.dirname(desk.folder)), []);
  });

  it('shows the terminals as a placement of the key', async () => {
    const tooltip = await seat.desk.window.view('API Keys').tooltip('first run');
    assert.match(tooltip, /Placement:.*terminals.of.sample/);
    await seat.desk.screenshot('placement');
  });

  it('gives nothing to new terminals after the key is revoked', async () => {
    const { desk } = seat;
    const { window } = desk;
    await window.view('API Keys').choose('first run', 'Revoke key…');
    assert.match(await window.dialog.detail(), /terminals of sample/);
    await window.dialog.click('Revoke key');
    await window.notifications.waitFor(/is revoked/);
    await window.terminal.open();
    await window.terminal.run(echo);
    await window.terminal.waitForText(absent);
    await desk.screenshot('after revoke');
  });
});
