import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** Files that git tracks, that are open and changed, or not the ones that are meant. */
export function envInTheWay(journey: { readonly session: Session }): void {
  describe('the secret into files that are in the way', () => {
    usePartOf(journey);

    const file = (name: string) => path.join(journey.session.folder, name);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: journey.session.folder });
    const begin = () =>
      journey.session.window.view('API Keys').choose('first run', 'Write Secret to .env…');
    const waitForFile = (name: string, expected: RegExp) =>
      eventually(
        `${name} with ${expected.source}`,
        () => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : ''),
        (text) => expected.test(text),
      );

    it('is refused by a .env that git tracks', async () => {
      const { session } = journey;
      await makeFirstKey(session);
      writeFileSync(file('.env'), 'A=1\n');
      git('add', '--force', '.env');
      await begin();
      await session.window.notifications.waitFor(/\.env is tracked by git/);
      await session.screenshot('tracked');
      assert.equal(readFileSync(file('.env'), 'utf8'), 'A=1\n');
      await session.window.notifications.dismiss(/is tracked by git/);
      git('rm', '--cached', '--quiet', '.env');
    });

    it('offers .gitignore, and keeps a byte order mark and CRLF', async () => {
      const { session } = journey;
      const before = '\uFEFF# mine\r\nA="1 2" # kept\r\n';
      writeFileSync(file('.env'), before);
      writeFileSync(file('.gitignore'), 'node_modules\n');
      writeFileSync(file('.env.example'), '# Names only\nA=\n');
      await begin();
      assert.match(await session.window.dialog.message(), /Write to \.env/);
      await session.screenshot('preview');
      await session.window.dialog.click('Write');
      const text = await waitForFile('.env', /GOVRAIL_API_KEY=krl_local_\w+\r\n/);
      assert.ok(text.startsWith(before), 'every byte before it is as it was');
      assert.doesNotMatch(text, /[^\r]\n/);
      assert.match(readFileSync(file('.gitignore'), 'utf8'), /^node_modules\n\/\.env\n$/);
    });

    it('names the variables in .env.example, without values', async () => {
      const { session } = journey;
      const text = await waitForFile('.env.example', /GOVRAIL_API_BASE_URL=/);
      assert.equal(text, '# Names only\nA=\nGOVRAIL_API_KEY=\nGOVRAIL_API_BASE_URL=\n');
      await session.window.editors.openFile('.env.example');
      await session.window.editors.waitForLine(/^GOVRAIL_API_KEY=$/);
      await session.screenshot('example');
      await session.window.editors.close('.env.example');
    });

    it('takes the write back', async () => {
      const { session } = journey;
      await session.window.notifications.waitFor(/GOVRAIL_API_KEY is in \.env, line 3/);
      await session.screenshot('undo');
      await session.window.notifications.click(/is in \.env, line 3/, 'Undo');
      const text = await waitForFile('.env', /^(?![^]*krl_local_)/);
      assert.equal(text, '\uFEFF# mine\r\nA="1 2" # kept\r\n');
      await waitForFile('.env.example', /^# Names only\nA=\n$/);
      await waitForFile('.gitignore', /^node_modules\n$/);
    });

    it('has an editor with changes saved before the secret is written', async () => {
      const { session } = journey;
      const { window } = session;
      writeFileSync(file('.env'), '\uFEFF# mine\r\nA="1 2" # kept\r\n');
      await window.editors.openFile('.env');
      await window.editors.goTo(1);
      await window.editors.insert(' and changed');
      await window.statusBar.waitForText('status.editor', /UTF-8 with BOM/);
      await window.statusBar.waitForText('status.editor', /CRLF/);
      await begin();
      assert.match(await window.dialog.message(), /Save \.env first/);
      await session.screenshot('dirty editor');
      assert.doesNotMatch(readFileSync(file('.env'), 'utf8'), /krl_local_/);
      await window.dialog.click('Save');
      assert.match(await window.dialog.message(), /Write to \.env/);
      await window.dialog.click('Write');
      const text = await waitForFile('.env', /krl_local_/);
      // The byte order mark is no part of the editor's text, and is in the file all the same.
      const before = '\uFEFF# mine and changed\r\nA="1 2" # kept\r\n';
      assert.ok(text.startsWith(before), JSON.stringify(text.slice(0, 40)));
      assert.match(
        text.slice(before.length),
        /^GOVRAIL_API_KEY=krl_local_\w+\r\nGOVRAIL_API_BASE_URL=[^\r\n]+\r\n$/,
      );
    });

    it('says above the line whose key it is', async () => {
      const { session } = journey;
      const lenses = await eventually(
        'The lenses',
        () => session.window.editors.codeLenses(),
        (all) => all.some((label) => label.includes('first run')),
      );
      assert.ok(lenses.includes('Rotate') && lenses.includes('Show Other Places'), lenses.join());
      await session.screenshot('code lens');
      await session.window.editors.codeLens('Show Other Places');
      const places = await session.window.quickInput.items();
      assert.ok(places.some(({ label }) => /\.env:3, GOVRAIL_API_KEY/.test(label)));
      await session.screenshot('where is it');
      await session.window.quickInput.cancel();
    });

    it('chooses the .env of the package that is worked in', async () => {
      const { session } = journey;
      mkdirSync(file('packages/api'), { recursive: true });
      writeFileSync(file('packages/api/package.json'), '{}\n');
      writeFileSync(file('packages/api/server.mjs'), '// here\n');
      await session.window.editors.openFile('packages/api/server.mjs');
      writeFileSync(file('.gitignore'), '.env\n');
      await begin();
      assert.match(await session.window.dialog.message(), /packages\/api\/\.env/);
      await session.window.dialog.click('Write');
      await waitForFile('packages/api/.env', /krl_local_/);
      await session.screenshot('package');
    });

    it('leaves what changed since when it is asked to undo', async () => {
      const { session } = journey;
      // A write is read back before it is told of: what changes the file before that is another matter.
      await session.window.notifications.waitFor(/is in packages\/api\/\.env/);
      const mine = `${readFileSync(file('packages/api/.env'), 'utf8')}B=2\n`;
      writeFileSync(file('packages/api/.env'), mine);
      await session.window.notifications.click(/is in packages\/api\/\.env/, 'Undo');
      await session.window.notifications.waitFor(/has changed since/);
      assert.equal(readFileSync(file('packages/api/.env'), 'utf8'), mine);
      await session.screenshot('not undone');
      rmSync(file('packages'), { recursive: true });
    });
  });
}
