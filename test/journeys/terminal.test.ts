import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { filesWithSecret } from './support/searchForSecrets.ts';
import { useSession } from './support/useSession.ts';

const echo = 'echo "key is [$GOVRAIL_API_KEY]"';
const shown = /key is \[krl_local_[0-9a-z]+_[0-9a-f]/;
const absent = /key is \[\]/;

describe('a key in terminals, without a file', () => {
  const journey = useSession({
    name: 'terminal',
    mayHold: (place) => place === 'process bash (environ)',
  });

  it('gives new terminals the variable', async () => {
    const { session } = journey;
    const { window } = session;
    await makeFirstKey(session);
    await window.view('API Keys').choose('first run', 'Use Key in Terminals…');
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
    await session.screenshot('asked');
    await window.dialog.click('Use in Terminals');
    await window.notifications.waitFor(/New terminals of sample have the secret/);
    await session.screenshot('offered');
    await window.terminal.open();
    await window.terminal.run(echo);
    await window.terminal.waitForText(shown);
  });

  it('lets an application run with it, and no file holds the value', async () => {
    const { session } = journey;
    await session.window.terminal.run('clear; node app.mjs');
    await session.window.terminal.waitForText(/Run accepted: run_/);
    await session.screenshot('application');
    assert.deepEqual(readdirSync(session.folder).includes('.env'), false);
    assert.deepEqual(filesWithSecret(path.dirname(session.folder)), []);
  });

  it('shows the terminals as a placement of the key', async () => {
    const tooltip = await journey.session.window.view('API Keys').tooltip('first run');
    assert.match(tooltip, /Place:.*terminals.of.sample/);
    await journey.session.screenshot('placement');
  });

  it('gives nothing to new terminals after the key is revoked', async () => {
    const { session } = journey;
    const { window } = session;
    await window.view('API Keys').choose('first run', 'Revoke Key…');
    assert.match(await window.dialog.detail(), /terminals of sample/);
    await window.dialog.click('Revoke Key');
    await window.notifications.waitFor(/is revoked/);
    await window.terminal.open();
    await window.terminal.run(echo);
    await window.terminal.waitForText(absent);
    await session.screenshot('after revoke');
  });
});
