import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

describe('a secret that stands in source', () => {
  const files = [
    ...['client.mjs', 'job.py', 'notes.txt', 'example.rb', 'paste.mjs', 'deploy.sh', 'old.go'],
    ...['.env.staging', '.env.test'],
  ];
  const journey = useSession({
    name: 'leaks',
    builtIn: 'all',
    begins: 'with the first key',
    settings: { 'search.useIgnoreFiles': false },
    // The sources that this test itself writes secrets into, and leaves so.
    mayHold: (place) => /\/sample\/(?:deploy\.sh|example\.rb|old\.go)$/.test(place),
  });
  let secret = '';

  const file = (name: string) => path.join(journey.session.folder, name);
  const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: journey.session.folder });
  const underlined = (severity: 'error' | 'warning' | 'hint', count: number) =>
    eventually(
      `${count} underlined as ${severity}`,
      () => journey.session.window.editors.underlined(severity),
      (now) => now === count,
    );
  /** The cursor is put so many signs before the end of the line, which is inside the value. */
  const behind = 12;
  const into = (line = 1) => journey.session.window.editors.goTo(line, behind);
  const open = async (name: string, text: string, line = 1) => {
    writeFileSync(file(name), text);
    const column = text.split('\n')[line - 1]!.length + 1 - behind;
    await journey.session.window.editors.openFile(name, { line, column });
  };

  it('is an error where git tracks the file, with whose it is and what the key can do', async () => {
    const { session } = journey;
    // There from the beginning: Quick Open does not see at once what was made a moment ago.
    for (const name of files) writeFileSync(file(name), '');
    await makeFirstKey(session);
    await session.window.view('API Keys').choose('first run', 'Copy Secret');
    await session.window.dialog.click('Copy Secret');
    secret = await eventually(
      'The secret in the clipboard',
      () => session.window.clipboard.read(),
      (text) => text.startsWith('krl_local_'),
    );
    git('add', 'client.mjs', 'deploy.sh', 'old.go');
    await open('client.mjs', `export const headers = { Authorization: 'Bearer ${secret}' };\n`);
    await underlined('error', 1);
    await session.page.keyboard.press('F8');
    await session.page.locator('.marker-widget').waitFor();
    const told = (await session.page.locator('.marker-widget').innerText()).replaceAll(
      '\u00a0',
      ' ',
    );
    assert.match(told, /secret of first run \(krl_local_\w+\) stands in a file that git tracks/);
    assert.match(told, /Effective status: Active/);
    assert.ok(!told.includes(secret));
    await session.screenshot('underlined');
    await session.page.keyboard.press('Escape');
  });

  it('is read from the environment and kept in .env with one quick fix', async () => {
    const { session } = journey;
    const { editors, dialog, notifications } = session.window;
    await into();
    await session.window.editors.openFixes();
    await session.screenshot('quick fixes');
    await session.page.keyboard.press('Escape');
    const titles = await editors.quickFixes();
    assert.deepEqual(
      titles.filter((title) => !/Copilot|Fix using/.test(title)),
      [
        'Read it from process.env.GOVRAIL_API_KEY, and keep the secret in .env',
        'Rotate first run with Overlap…',
        'Rotate first run Now…',
        'Revoke first run…',
        'Not a secret',
      ],
    );
    await editors.quickFix('Read it from process.env.GOVRAIL_API_KEY, and keep the secret in .env');
    assert.match(await dialog.message(), /Write to \.env/);
    assert.ok(!(await dialog.detail()).includes(secret));
    await dialog.click('Write');
    await editors.waitForLine(/Authorization: `Bearer \$\{process\.env\.GOVRAIL_API_KEY\}`/);
    const { text } = await notifications.waitFor(/history of git may still hold the secret/);
    assert.ok(!text.includes(secret));
    await session.screenshot('read from the environment');
    assert.match(read('.env'), new RegExp(`^GOVRAIL_API_KEY=${secret}$`, 'm'));
    await notifications.dismiss(/history of git/);
    await underlined('error', 0);
    await editors.save();
  });

  it('brings along what the language needs, here in Python', async () => {
    const { session } = journey;
    await open('job.py', `"""A job."""\nimport json\n\nkey = "${secret}"\n`, 4);
    await underlined('warning', 1);
    await session.window.editors.quickFix('Read it from os.environ["GOVRAIL_API_KEY"]');
    await session.window.editors.waitForLine(/key = os\.environ\["GOVRAIL_API_KEY"\]/);
    await session.screenshot('python');
    await session.window.editors.save();
    assert.equal(
      read('job.py'),
      '"""A job."""\nimport os\nimport json\n\nkey = os.environ["GOVRAIL_API_KEY"]\n',
    );
  });

  it('gives way to a placeholder where nothing can be read', async () => {
    const { session } = journey;
    await open('notes.txt', `The key is ${secret}\n`);
    await underlined('warning', 1);
    await session.window.editors.quickFix('Put <GOVRAIL_API_KEY> in its place');
    await session.window.editors.waitForLine(/The key is <GOVRAIL_API_KEY>/);
    await session.screenshot('placeholder');
    await session.window.editors.save();
  });

  it('is called no secret, and one again', async () => {
    const { session } = journey;
    const { editors, notifications } = session.window;
    await open('example.rb', `key = '${madeUpSecret(1)}'\n`);
    await underlined('warning', 1);
    await editors.quickFix('Not a secret');
    const { buttons } = await notifications.waitFor(/example\.rb:1 does not count as a secret/);
    assert.deepEqual(buttons, ['Undo']);
    await underlined('warning', 0);
    await session.screenshot('not a secret');
    await notifications.click(/does not count as a secret/, 'Undo');
    await underlined('warning', 1);
    await into();
    await editors.quickFix('Not a secret');
    await underlined('warning', 0);
    await session.window.view('API Keys').titleMenu('Review Dismissed Secrets…');
    await session.window.quickInput.waitForTitle(/Review Dismissed Secrets/);
    await session.screenshot('review');
    await session.window.quickInput.pickMany(['example.rb:1']);
    await underlined('warning', 1);
  });

  it('is no leak in a .env that git ignores, and one in a .env that it does not', async () => {
    const { session } = journey;
    const { editors } = session.window;
    await open('.env.staging', `GOVRAIL_API_KEY=${secret}\n`);
    await session.screenshot('env staging');
    const ignored = read('.gitignore');
    writeFileSync(file('.gitignore'), 'node_modules\n/.env\n');
    await editors.goTo(1);
    await editors.insert(' ');
    await editors.save();
    await underlined('warning', 1);
    await into();
    await editors.quickFix('Have git ignore this file…');
    await underlined('warning', 0);
    assert.match(read('.gitignore'), /^\/\.env\.staging$/m);
    await session.screenshot('ignored now');
    writeFileSync(file('.gitignore'), ignored);
  });

  it('is stored instead of pasted, and a plain paste stays one choice away', async () => {
    const { session } = journey;
    const { editors, clipboard } = session.window;
    await open('paste.mjs', "const key = '';\n");
    await editors.goTo(1, "';".length);
    await clipboard.write(secret);
    await session.page.keyboard.press('Control+V');
    await editors.waitForLine(/^const key = process\.env\.GOVRAIL_API_KEY;$/);
    await session.screenshot('pasted');
    await session.page.locator('.post-edit-widget').waitFor();
    await session.page.keyboard.press('Control+.');
    await session.page.locator('.action-widget .monaco-list-row.action').first().waitFor();
    await session.screenshot('paste options');
    await session.page
      .locator('.action-widget .monaco-list-row.action')
      .filter({ hasText: /plain text/i })
      .first()
      .click();
    await editors.waitForLine(/^const key = 'krl_local_\w+';$/);
    await session.screenshot('plain paste');
    await session.page.keyboard.press('Control+Z');
    await editors.save().catch(() => undefined);
  });

  it('is pasted as it is into a .env', async () => {
    const { session } = journey;
    await open('.env.test', 'GOVRAIL_API_KEY=\n');
    await session.window.editors.goTo(1);
    await session.window.clipboard.write(secret);
    await session.page.keyboard.press('Control+V');
    await session.window.editors.waitForLine(/^GOVRAIL_API_KEY=krl_local_\w+$/);
    await session.screenshot('pasted into env');
    await session.page.keyboard.press('Control+Z');
  });

  it('is found in everything that git tracks', async () => {
    const { session } = journey;
    const { palette, notifications } = session.window;
    writeFileSync(file('deploy.sh'), `export KEY="${secret}"\n`);
    writeFileSync(file('old.go'), `package main\n\nvar key = "${madeUpSecret(2)}"\n`);
    await palette.run('Keyrail: Find Leaked Secrets');
    const { text } = await notifications.waitFor(/Secrets found in tracked files/);
    assert.match(text, /Secrets found in tracked files: 2, in 2 of \d+ files\./);
    await session.screenshot('found');
    await notifications.click(/Secrets found in tracked files/, 'Show Problems');
    await session.page.locator('.markers-panel .monaco-list-row').first().waitFor();
    const problems = await session.page.locator('.markers-panel').innerText();
    assert.ok(!problems.includes(secret));
    await session.screenshot('problems');
  });

  it('is rotated from where it stands', async () => {
    const { session } = journey;
    const { editors, quickInput, notifications } = session.window;
    await editors.openFile('deploy.sh');
    await into();
    await underlined('error', 1);
    await editors.quickFix('Rotate first run with Overlap…');
    await quickInput.waitForTitle(/Rotate/);
    await session.screenshot('rotate');
    await quickInput.cancel();
    await editors.quickFix('Revoke first run…');
    assert.match(await session.window.dialog.message(), /Is it safe to revoke first run/);
    await session.screenshot('revoke');
    await session.window.dialog.click('Revoke Key');
    await notifications.waitFor(/first run is revoked/);
    await underlined('error', 0);
    await session.screenshot('revoked');
    await session.window.editors.openFixes();
    await session.screenshot('fixes of a dead secret');
    await session.page.keyboard.press('Escape');
  });

  it('is in no log and no message', async () => {
    const { session } = journey;
    const said = [session.log(), JSON.stringify(await session.window.notifications.list())].join(
      '\n',
    );
    assert.ok(said.length > 100);
    assert.ok(!said.includes(secret));
    assert.doesNotMatch(said, /krl_local_[0-9a-z]{24}_[0-9a-f]{48}/);
  });
});
