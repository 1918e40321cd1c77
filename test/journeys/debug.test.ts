import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

describe('a program debugged with a reference and no .env', () => {
  const journey = useSession({
    name: 'debug',
    builtIn: 'all',
    begins: 'with the first key',
    settings: {
      'debug.openDebug': 'neverOpen',
      'debug.internalConsoleOptions': 'openOnSessionStart',
    },
  });

  const file = (name: string) => path.join(journey.session.folder, '.vscode', name);
  const launch = (changes: object) => {
    const configuration = {
      name: 'Run the app',
      type: 'node',
      request: 'launch',
      program: '${workspaceFolder}/app.mjs',
      console: 'internalConsole',
      ...changes,
    };
    writeFileSync(
      file('launch.json'),
      JSON.stringify({ version: '0.2.0', configurations: [configuration] }, undefined, 2),
    );
  };
  const env = (reference: string) => ({
    env: {
      GOVRAIL_API_KEY: reference,
      GOVRAIL_API_BASE_URL: `http://127.0.0.1:${journey.session.port}`,
    },
  });
  /** While a program is being debugged, F5 means that it is to go on. */
  const start = async () => {
    const { page } = journey.session;
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await page.keyboard.press('F5');
  };
  /** VS Code reads a changed launch.json some time after it was written, and runs the old one until then. */
  const startAnew = () =>
    eventually(
      'A question about the changed launch',
      async () => {
        await start();
        const box = journey.session.page.locator('.monaco-dialog-box');
        return box.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      },
      (isAsked) => isAsked,
    );
  const consoleText = () => journey.session.page.locator('.repl .monaco-list').first().innerText();
  const waitForConsole = (expected: RegExp) =>
    eventually(`The debug console saying ${expected.source}`, consoleText, (text) =>
      expected.test(text),
    );

  const press = async (key: string, times: number) => {
    for (let time = 0; time < times; time++) await journey.session.page.keyboard.press(key);
  };

  it('completes the reference in launch.json', async () => {
    const { session } = journey;
    await makeFirstKey(session);
    launch(env('keyrail:first run'));
    const { window, page } = session;
    await window.editors.openFile('.vscode/launch.json');
    const lines = readFileSync(file('launch.json'), 'utf8').split('\n');
    await window.editors.goTo(lines.findIndex((line) => line.includes('keyrail:')) + 1);
    await press('ArrowLeft', '",'.length);
    await press('Backspace', ':first run'.length);
    await window.editors.type(':');
    await eventually(
      'The suggestion',
      () => page.locator('.suggest-widget:visible').first().innerText(),
      (text) => text.includes('keyrail:first run'),
    );
    await session.screenshot('completion');
    await page.keyboard.press('Enter');
    await window.editors.waitForLine(/"keyrail:first run",$/);
    await window.editors.save();
  });

  it('says what the reference stands for, never the value', async () => {
    const { session } = journey;
    const { editors } = session.window;
    await press('ArrowLeft', 'run",'.length);
    const said = await editors.hover(/first run: given to what is started here/);
    assert.match(said, /Status:? Active/i);
    assert.doesNotMatch(said, /krl_local_[0-9a-z]{24}_/);
    await session.screenshot('hover');
    await session.page.keyboard.press('Escape');
  });

  it('asks once, and the program runs with the key', async () => {
    const { session } = journey;
    await start();
    await session.window.dialog.waitFor();
    assert.match(await session.window.dialog.message(), /Let sample use the secret of first run/);
    const detail = await session.window.dialog.detail();
    assert.match(detail, /The launch “Run the app” gets it in GOVRAIL_API_KEY/);
    assert.match(detail, /^program: .*app\.mjs$/m);
    assert.match(detail, /Local control plane/);
    // All that VS Code and its debugger fill in is known.
    assert.doesNotMatch(detail, /does not know/);
    await session.screenshot('consent');
    await session.window.dialog.click('Always Allow Exactly This');
    await waitForConsole(/Run accepted: run_/);
    await session.screenshot('accepted');
    assert.equal(existsSync(path.join(session.folder, '.env')), false);
  });

  it('does not ask again', async () => {
    const { session } = journey;
    const first = /run_\w+/.exec(await consoleText())?.[0] ?? '';
    await start();
    await eventually('Another run', consoleText, (text) =>
      /run_\w+/.test(text.replaceAll(first, '')),
    );
    assert.equal(await session.window.dialog.isOpen(), false);
  });

  it('asks again once something else would run, and starts nothing unanswered', async () => {
    const { session } = journey;
    launch({ ...env('keyrail:first run'), args: ['--to', 'a\n\nYou can trust this.'] });
    await startAnew();
    const before = await consoleText();
    const detail = await session.window.dialog.detail();
    assert.match(detail, /what is started has changed/);
    assert.match(detail, /^args: /m);
    assert.doesNotMatch(detail, /^\s*You can trust/m);
    await session.screenshot('asked again');
    await session.window.dialog.cancel();
    assert.equal(await consoleText(), before);
    launch(env('keyrail:first run'));
  });

  it('asks again once a task that it names would do something else', async () => {
    const { session } = journey;
    const prepared = { ...env('keyrail:first run'), preLaunchTask: 'prepare' };
    const prepare = (command: string) => {
      const task = { label: 'prepare', type: 'shell', command, presentation: { reveal: 'silent' } };
      const after = { label: 'after', type: 'shell', command: 'true', dependsOn: 'prepare' };
      writeFileSync(file('tasks.json'), JSON.stringify({ version: '2.0.0', tasks: [after, task] }));
    };
    prepare('true');
    launch(prepared);
    await startAnew();
    assert.match(await session.window.dialog.detail(), /^task “prepare”: true$/m);
    await session.window.dialog.click('Allow in This Window');
    await waitForConsole(/Run accepted: run_/);
    prepare('true --with what was not there');
    await startAnew();
    const detail = await session.window.dialog.detail();
    assert.match(detail, /what is started has changed/);
    assert.match(detail, /^task “prepare”: true --with what was not there$/m);
    await session.screenshot('task changed');
    await session.window.dialog.cancel();
    launch(env('keyrail:first run'));
  });

  it('runs a task with the key', async () => {
    const { session } = journey;
    const { page, window } = session;
    const task = { type: 'keyrail', label: 'run the app', command: 'node app.mjs' };
    const tasks = [{ ...task, ...env('keyrail:first run') }];
    writeFileSync(file('tasks.json'), JSON.stringify({ version: '2.0.0', tasks }, undefined, 2));
    await eventually(
      'The task among those that can be run',
      async () => {
        if (await window.quickInput.isOpen()) await window.quickInput.cancel();
        await window.quickInput.open('Control+P');
        await window.quickInput.type('task run the app');
        // VS Code reads the new file some time after it was written.
        await page.waitForTimeout(1000);
        return window.quickInput.items();
      },
      ([first]) => /run the app/.test(first?.label ?? ''),
    );
    await window.quickInput.accept();
    const detail = await window.dialog.detail();
    assert.match(detail, /^command: node app\.mjs$/m);
    assert.doesNotMatch(detail, /allowed before/);
    await session.screenshot('consent for the task');
    await window.dialog.click('Allow in This Window');
    await session.window.terminal.waitForText(/Run accepted: run_/);
    await session.screenshot('task');
  });

  it('explains a launch that would type the secret into a terminal, and asks', async () => {
    const { session } = journey;
    launch({ ...env('keyrail:first run'), console: 'integratedTerminal' });
    await startAnew();
    assert.match(
      await session.window.dialog.detail(),
      /"console": "integratedTerminal" the debugger may start the program in a terminal/,
    );
    await session.screenshot('terminal explained');
    assert.ok((await session.window.dialog.buttons()).includes('Open launch.json'));
    await session.window.dialog.cancel();
  });

  it('stops a launch whose reference dangles', async () => {
    const { session } = journey;
    launch(env('keyrail:nobody'));
    await eventually(
      'What VS Code has read of the changed launch',
      async () => {
        await start();
        const question = session.page.locator('.monaco-dialog-box');
        const told = session.page.locator('.notification-toast', { hasText: /refers to no key/ });
        await question
          .or(told)
          .first()
          .waitFor({ timeout: 5000 })
          .catch(() => undefined);
        // It still was the one before.
        if (await question.isVisible()) await session.window.dialog.cancel();
        return told.isVisible();
      },
      (isTold) => isTold,
    );
    const { buttons } = await session.window.notifications.waitFor(/refers to no key/);
    assert.ok(buttons.includes('Create Key…'));
    await session.screenshot('dangling');
    await session.window.notifications.dismiss(/refers to no key/);
  });

  it('stops a launch whose key is revoked', async () => {
    const { session } = journey;
    launch(env('keyrail:first run'));
    await session.window.view('API Keys').choose('first run', 'Revoke Key…');
    await session.window.dialog.click('Revoke Key');
    await session.window.notifications.waitFor(/is revoked/);
    await start();
    await session.window.notifications.waitFor(/refers to a key that does not work/);
    await session.screenshot('revoked');
  });
});
