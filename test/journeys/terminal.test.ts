import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { filesWithSecret, processesWithSecret } from './support/searchForSecrets.ts';
import { keepTerminalsAtQuit, terminalsKeptAtQuit } from './support/terminalState.ts';
import { useSession } from './support/useSession.ts';

const echo = 'clear; echo "key is [$GOVRAIL_API_KEY]"';
const shown = /key is \[krl_local_[0-9a-z]+_[0-9a-f]/;
const absent = /key is \[\]/;

describe('a key for what is started in a terminal, without a file', () => {
  // A shell that was given one is ended with its terminal, before the search at the end.
  const journey = useSession({ name: 'terminal', begins: 'with the first key' });
  const holders = () => processesWithSecret(process.pid);
  const machine = () => path.dirname(journey.session.folder);

  it('asks in the window what a program is that wants it', async () => {
    const { session } = journey;
    const { window } = session;
    await keepTerminalsAtQuit(session.page);
    await window.reloadWindow();
    await makeFirstKey(session);
    await window.terminal.open();
    await window.terminal.run('keyrail run -- node app.mjs');
    assert.match(await window.dialog.message(), /^Let sample use the secret of first run\?$/);
    const detail = await window.dialog.detail();
    assert.match(detail, /The program “node” gets it in GOVRAIL_API_KEY/);
    assert.match(detail, /^\/\S+\/node app\.mjs$/m);
    assert.match(detail, /^In the folder \/.+\/sample$/m);
    assert.match(detail, /The address of the control plane is in GOVRAIL_API_BASE_URL\./);
    await session.screenshot('asked');
    await window.dialog.click('Allow Once');
    await window.terminal.waitForText(/Run accepted: run_/);
    await session.screenshot('application');
  });

  it('starts nothing where the person says no', async () => {
    const { window } = journey.session;
    await window.terminal.run('clear; keyrail run -- node -e "console.log(6 * 7000)"');
    await window.dialog.cancel();
    await window.terminal.waitForText(/keyrail: It was not allowed\. Nothing was started\./);
    assert.doesNotMatch(await window.terminal.text(), /42000/);
  });

  it('asks once for what is allowed in this window, and for what else is started again', async () => {
    const { window } = journey.session;
    await window.terminal.run('clear; keyrail run -- node app.mjs again');
    await window.dialog.click('Allow in This Window');
    await window.terminal.waitForText(/Run accepted: run_/);
    await window.terminal.run('clear; keyrail run -- node app.mjs again; echo "ended: $?"');
    await window.terminal.waitForText(/Run accepted: run_[^]*ended: 0/);
    await window.terminal.run(
      'clear; keyrail run --key "first run" --as OTHER -- node app.mjs again',
    );
    assert.match(await window.dialog.detail(), /gets it in OTHER/);
    await window.dialog.cancel();
    await window.terminal.waitForText(/It was not allowed/);
  });

  it('is in that program and nowhere else while it runs', async () => {
    const { window } = journey.session;
    await window.terminal.run('clear; keyrail run -- sleep 4321');
    await window.dialog.click('Allow Once');
    const found = await eventually('A program with the key', holders, ({ length }) => length > 0);
    assert.deepEqual(found, ['process sleep (environ)']);
    await window.terminal.interrupt(() => holders().length === 0);
    await window.terminal.run(echo);
    await window.terminal.waitForText(absent);
    assert.deepEqual(holders(), []);
    assert.deepEqual(filesWithSecret(machine()), []);
  });

  it('tells keys, and whose are in the environment, and prints none', async () => {
    const { window } = journey.session;
    await window.terminal.run('clear; keyrail ls');
    await window.terminal.waitForText(/first run +krl_local_\S+ +Active/);
    await window.terminal.run('clear; keyrail which');
    await window.terminal.waitForText(/This environment holds no key/);
    await window.terminal.run('clear; keyrail get "first run"');
    await window.terminal.waitForText(/Keyrail prints no value/);
    await journey.session.screenshot('printed');
  });

  it('opens a terminal whose shell has it', async () => {
    const { session } = journey;
    const { window } = session;
    await window.view('API Keys').choose('first run', 'Use Key in Terminals…');
    assert.match(
      await window.dialog.message(),
      /Give a new terminal of sample the secret of first run/,
    );
    const detail = await window.dialog.detail();
    assert.match(detail, /The shell is \/\S+\./);
    assert.match(detail, /Keyrail writes it nowhere\./);
    await session.screenshot('use asked');
    await window.dialog.click('Open Terminal');
    await window.notifications.waitFor(/The terminal “Keyrail: first run” has the secret/);
    await session.screenshot('use opened');
    await window.terminal.waitForText(/./);
    await window.terminal.run(echo);
    await window.terminal.waitForText(shown);
    await window.terminal.run('clear; keyrail which');
    await window.terminal.waitForText(/GOVRAIL_API_KEY +first run +Active/);
  });

  it('lets an application run in it, and neither a file nor VS Code holds the value', async () => {
    const { session } = journey;
    await session.window.terminal.run('clear; node app.mjs');
    await session.window.terminal.waitForText(/Run accepted: run_/);
    assert.ok(!readdirSync(session.folder).includes('.env'));
    assert.deepEqual(filesWithSecret(machine()), []);
    // The application has said so a moment before it ends.
    await eventually('The shell alone with the value', holders, (places) =>
      places.every((place) => /^process (?:ba|da)?sh \(environ\)$/.test(place)),
    );
  });

  it('is in nothing that VS Code keeps of its terminals when it quits', async () => {
    const { session } = journey;
    const kept = await terminalsKeptAtQuit(session.page);
    // What terminals were started with is in there, or this would prove nothing.
    assert.ok(kept.includes('KEYRAIL_ADDRESS'));
    assert.ok(!/krl_local_[0-9a-z]{24}_[0-9a-f]/.test(kept), 'A value is in it.');
    assert.deepEqual(filesWithSecret(machine()), []);
  });

  it('shows the terminal as a placement of the key, until it is closed', async () => {
    const { window } = journey.session;
    const keys = window.view('API Keys');
    assert.match(await keys.tooltip('first run'), /Place:.*terminals.of.sample/);
    await journey.session.screenshot('placement');
    await window.terminal.run('exit');
    await keys.waitForRows('a key that is in no terminal', (rows) =>
      rows.some(
        ({ label, description }) => label === 'first run' && !/terminals/.test(description),
      ),
    );
    assert.deepEqual(holders(), []);
  });

  it('gives nothing for a key that is revoked', async () => {
    const { session } = journey;
    const { window } = session;
    await window.view('API Keys').choose('first run', 'Use Key in Terminals…');
    await window.dialog.click('Open Terminal');
    await window.notifications.waitFor(/The terminal “Keyrail: first run” has the secret/);
    await window.view('API Keys').choose('first run', 'Revoke Key…');
    assert.match(await window.dialog.detail(), /terminals of sample/);
    await window.dialog.click('Revoke Key');
    await window.notifications.waitFor(/is revoked/);
    await window.terminal.open();
    await window.terminal.run('keyrail run --key "first run" -- node app.mjs');
    await window.terminal.waitForText(
      /keyrail: “keyrail:first run” refers to a key that does not work/,
    );
    await session.screenshot('after revoke');
  });

  it('says what to do in a terminal that VS Code brings back', async () => {
    const { window } = journey.session;
    await window.reloadWindow();
    // Also the shell that had a key is gone with the window, though VS Code keeps its terminal a while.
    await eventually('The end of that shell', holders, ({ length }) => length === 0);
    await window.terminal.waitForText(/History restored/);
    await window.terminal.run('keyrail run -- node app.mjs');
    await window.terminal.waitForText(
      /keyrail: The window that this terminal belongs to was closed or reloaded/,
    );
    await journey.session.screenshot('brought back');
  });

  it('has left nothing in what VS Code keeps, then or after a restart', async () => {
    const { session } = journey;
    assert.deepEqual(filesWithSecret(machine()), []);
    assert.deepEqual(holders(), []);
    await session.restart();
    assert.deepEqual(filesWithSecret(machine()), []);
    await session.window.terminal.show();
    await session.window.terminal.run(echo);
    await session.window.terminal.waitForText(absent);
    assert.deepEqual(holders(), []);
  });
});
