import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

/** A program in each language as it is before and after, and what is inserted. */
const programs = [
  {
    name: 'main.go',
    before: 'package main\n\nvar key = "@@"\n',
    access: 'os.Getenv("GOVRAIL_API_KEY")',
    after: 'package main\nimport "os"\n\nvar key = os.Getenv("GOVRAIL_API_KEY")\n',
  },
  {
    name: 'job.rb',
    before: "client = Client.new(key: '@@')\n",
    access: 'ENV.fetch("GOVRAIL_API_KEY")',
    after: 'client = Client.new(key: ENV.fetch("GOVRAIL_API_KEY"))\n',
  },
  {
    name: 'Main.java',
    before: 'class Main {\n  String key = "@@";\n}\n',
    access: 'System.getenv("GOVRAIL_API_KEY")',
    after: 'class Main {\n  String key = System.getenv("GOVRAIL_API_KEY");\n}\n',
  },
  {
    name: 'run.sh',
    before: '#!/bin/sh\ncurl -H "Authorization: Bearer @@" "$1"\n',
    access: '"$GOVRAIL_API_KEY"',
    after: '#!/bin/sh\ncurl -H "Authorization: Bearer ${GOVRAIL_API_KEY}" "$1"\n',
  },
  {
    name: 'compose.yaml',
    before: 'services:\n  app:\n    environment:\n      KEY: "@@"\n',
    access: '${GOVRAIL_API_KEY}',
    after: 'services:\n  app:\n    environment:\n      KEY: "${GOVRAIL_API_KEY}"\n',
  },
] as const;

describe('a secret in source, and every way out of it to its end', () => {
  const journey = useSession({
    name: 'leak-fixes',
    builtIn: 'all',
    // VS Code's own history of what was saved would hold what was saved with a secret in it.
    settings: { 'search.useIgnoreFiles': false, 'workbench.localHistory.enabled': false },
    // The source that this test itself writes secrets into, and leaves so.
    mayHold: (place) => /\/sample\/leaky\.mjs$/.test(place),
  });
  const others = ['leaky.mjs', 'copy.txt', 'stranger.txt', 'foreign.mjs'];

  const file = (name: string) => path.join(journey.session.folder, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const secretInEnv = () => findSecrets(read('.env'))[0]?.value ?? '';
  const underlined = (severity: 'error' | 'warning' | 'hint', count: number) =>
    eventually(
      `${count} underlined as ${severity}`,
      () => journey.session.window.editors.underlined(severity),
      (now) => now === count,
    );
  const lineOf = (text: string, value: string) =>
    text.slice(0, text.indexOf(value)).split('\n').length;
  /** Shows the file with the value in place of `@@`, and puts the cursor into it. */
  const open = async (name: string, text: string, value: string) => {
    const { editors } = journey.session.window;
    writeFileSync(file(name), text.replace('@@', value));
    const column = text.slice(0, text.indexOf('@@')).split('\n').at(-1)!.length + 1 + cursorIn;
    await editors.openFile(name, { line: lineOf(text, '@@'), column });
  };
  /** So many signs of the secret stand before the cursor. */
  const cursorIn = 4;
  const into = (line: number) => journey.session.window.editors.goTo(line, 24);

  /** What is said where the mouse rests on what is underlined, once it says this. */
  const told = (severity: 'warning' | 'hint', expected: RegExp) =>
    eventually(
      `A hover that says ${expected.source}`,
      async () => {
        const { page } = journey.session;
        const place = page.locator(`.editor-group-container.active .squiggly-${severity}`).first();
        const box = await place.boundingBox();
        if (!box) return '';
        await page.mouse.move(1, 1);
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
        const hovers = page.locator('.monaco-hover:visible').filter({ hasText: expected });
        return hovers
          .first()
          .innerText({ timeout: 3000 })
          .catch(() => 'nothing of the kind');
      },
      (text) => expected.test(text.replaceAll('\u00a0', ' ')),
    );

  it('begins with a key whose secret is in .env', async () => {
    const { session } = journey;
    // There from the beginning: Quick Open does not see at once what was made a moment ago.
    for (const name of [...programs.map((each) => each.name), ...others]) {
      writeFileSync(file(name), '');
    }
    execFileSync('git', ['add', 'leaky.mjs'], { cwd: session.folder });
    await makeFirstKey(session);
    const { window } = session;
    await window.view('API Keys').choose('first run', 'Write Secret to .env…');
    await window.dialog.click('Write');
    await eventually('The secret in .env', secretInEnv, (value) => value !== '');
    await window.notifications.dismiss(/GOVRAIL_API_KEY is in \.env/);
  });

  for (const { name, before: text, access, after } of programs) {
    it(`is read from the environment: ${name}`, async () => {
      const { session } = journey;
      await open(name, text, secretInEnv());
      await underlined('warning', 1);
      await session.window.editors.quickFix(`Read it from ${access}`);
      await session.window.editors.waitForLine(/GOVRAIL_API_KEY/);
      await underlined('warning', 0);
      await session.screenshot(name);
      await session.window.editors.save();
      assert.equal(read(name), after);
    });
  }

  it('is rotated now: the value there opens nothing any more, and .env has the next one', async () => {
    const { session } = journey;
    const { editors, dialog } = session.window;
    const old = secretInEnv();
    await open('leaky.mjs', "export const key = '@@';\n", old);
    await underlined('error', 1);
    await editors.quickFix('Rotate first run Now…');
    assert.match(await dialog.message(), /^Rotate first run now\?$/);
    const detail = await dialog.detail();
    assert.match(detail, /The old secret stops working at once, everywhere\./);
    assert.match(detail, /• \.env, GOVRAIL_API_KEY/);
    await session.screenshot('rotate now');
    await dialog.click('Rotate Now');
    await eventually('Another secret in .env', secretInEnv, (now) => now !== '' && now !== old);
    await underlined('error', 0);
    await underlined('hint', 1);
    const said = await told(
      'hint',
      /This was the secret of first run .*Effective status: Revoked/s,
    );
    assert.ok(!said.includes(old));
    await session.screenshot('rotated now');
    await session.page.keyboard.press('Escape');
  });

  it('is rotated with overlap: proven, placed, and the old key ended', async () => {
    const { session } = journey;
    const { editors, quickInput } = session.window;
    const old = secretInEnv();
    await editors.goTo(1);
    await session.page.keyboard.press('Control+A');
    await editors.insert(`export const key = '${old}';`);
    await editors.save();
    await into(1);
    await underlined('error', 1);
    await editors.quickFix('Rotate first run with Overlap…');
    await quickInput.waitForTitle(/Rotate Key with Overlap/);
    await session.screenshot('when the old key ends');
    await quickInput.pick('Now');
    await eventually('Another secret in .env', secretInEnv, (now) => now !== '' && now !== old);
    const keys = () => session.window.view('API Keys');
    // What git tracks is not written to, and may be what a program reads.
    const places = /could not be written to: leaky\.mjs \(git tracks it/;
    await session.window.notifications.click(places, 'Decide for Each Place…');
    await quickInput.waitForTitle(/^leaky\.mjs \(git tracks it/);
    await quickInput.pick('End Anyway');
    // The old one ends when this machine has shown that it keeps the new secret over a restart.
    await keys().waitForRows('an old key that retires', (all) =>
      all.some(({ level, label }) => level === 2 && label.startsWith('replaced, ')),
    );
    await session.screenshot('rotated with overlap');
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    const [live] = await keys().waitForRows(
      'one live key, and two that are over below it',
      (all) => all.length === 2 && all[1]?.label === 'Ended (2)',
    );
    assert.equal(live?.icon, 'key');
    await session.window.notifications.dismiss(/has ended/);
    await session.window.editors.openFile('leaky.mjs');
    await underlined('hint', 1);
    await underlined('error', 0);
    await session.screenshot('ended');
  });

  it('is kept by an editor that had no copy of it', async () => {
    const { session } = journey;
    const { window } = session;
    const keys = window.view('API Keys');
    await keys.choose('first run', 'Forget Local Copy…');
    await window.dialog.click('Forget Local Copy');
    await open('copy.txt', 'The key is @@ (of production)\n', secretInEnv());
    await underlined('warning', 1);
    await window.editors.quickFix('Put <GOVRAIL_API_KEY> in its place');
    await window.editors.waitForLine(/The key is <GOVRAIL_API_KEY> \(of production\)/);
    await session.screenshot('kept');
    await window.editors.save();
    // Only of a key with a local copy.
    await window.clipboard.write('');
    await keys.choose('first run', 'Copy Secret');
    await window.dialog.click('Copy Secret');
    await eventually(
      'The secret in the clipboard',
      () => window.clipboard.read(),
      (text) => text === secretInEnv(),
    );
  });

  it('is taken out for good only when that is said, where nothing else would have it', async () => {
    const { session } = journey;
    const { editors, dialog } = session.window;
    await open('stranger.txt', 'The key is @@ (of somebody)\n', madeUpSecret(2));
    await underlined('warning', 1);
    await editors.quickFix('Put <GOVRAIL_API_KEY> in its place');
    assert.match(await dialog.message(), /Take the secret out of stranger\.txt\?/);
    assert.match(await dialog.detail(), /Nothing else here keeps it/);
    await session.screenshot('kept nowhere');
    await dialog.click('Cancel');
    await underlined('warning', 1);
    await editors.quickFix('Put <GOVRAIL_API_KEY> in its place');
    await dialog.click('Take It Out');
    await editors.waitForLine(/The key is <GOVRAIL_API_KEY> \(of somebody\)/);
    await underlined('warning', 0);
    await editors.save();
  });

  it('may be of another service, where that is asked for, and only then', async () => {
    const { session } = journey;
    // Put together here, so that no scanner of this repository trips: nobody issued it.
    const foreign = ['ghp', madeUpSecret(4).slice(-36)].join('_');
    await open('foreign.mjs', 'export const token = "@@";\n', foreign);
    await underlined('warning', 0);
    await session.changeSettings({ 'keyrail.detectForeignSecrets': true });
    await underlined('warning', 1);
    const said = await told('warning', /This looks like a secret of another service \(github\)/);
    assert.ok(!said.includes(foreign.slice(4, 16)));
    await session.screenshot('foreign');
    await session.page.keyboard.press('Escape');
    await into(1);
    await session.window.editors.openFixes();
    await session.screenshot('fixes of a foreign secret');
    await session.page.keyboard.press('Escape');
    await session.changeSettings({ 'keyrail.detectForeignSecrets': false });
    await underlined('warning', 0);
    await session.screenshot('foreign, not asked for');
    await session.changeSettings({ 'keyrail.detectForeignSecrets': true });
    await underlined('warning', 1);
    await into(1);
    await session.window.editors.quickFix(
      'Read it from process.env.GITHUB_SECRET, and keep the secret in .env',
    );
    assert.match(await session.window.dialog.message(), /Write to \.env/);
    await session.window.dialog.click('Write');
    await session.window.editors.waitForLine(/token = process\.env\.GITHUB_SECRET;/);
    await session.screenshot('foreign read from the environment');
    await session.window.editors.save();
    assert.match(read('.env'), new RegExp(`^GITHUB_SECRET=${foreign}$`, 'm'));
    // VS Code itself prints a line that it is too slow to colour.
    const log = session.log().replace(/^.*Time limit reached when tokenizing line.*$/gm, '');
    const everything = [log, JSON.stringify(await session.window.notifications.list())];
    assert.ok(everything.every((text) => !text.includes(foreign.slice(4))));
  });
});
