import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { switchTo } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';
import { readMs } from './support/untilDone.ts';

/** Ends at the local control plane. */
export function envPreview(journey: { readonly session: Session }): void {
  describe('what every write to a .env shows before, says after and takes back', () => {
    usePartOf(journey);
    const stage = useRemoteStage();
    const files = ['.env', '.env.example', '.gitignore'] as const;
    const read = (name: string) => {
      const file = path.join(journey.session.folder, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    };
    const all = () => files.map((name) => read(name));
    const keys = () => journey.session.window.view('API Keys');
    const wait = (what: string, isSo: () => boolean) => eventually(what, isSo, Boolean);
    const before = ['A=1\n', '# Names only\nA=\n', 'node_modules\n'];

    it('shows all files and lines, and touches none when it is cancelled', async () => {
      const { session } = journey;
      const { dialog } = session.window;
      await makeFirstKey(session);
      for (const [at, name] of files.entries()) {
        writeFileSync(path.join(session.folder, name), before[at] ?? '');
      }
      execFileSync('git', ['add', '--', '.env.example', '.gitignore'], { cwd: session.folder });
      await keys().choose('first run', 'Write Secret to .env…');
      assert.match(await dialog.message(), /^Write to \.env\?$/);
      const detail = await dialog.detail();
      assert.match(detail, /It is the secret of “first run” of Local control plane\./);
      assert.match(
        detail,
        /\.env:\s*\+ 2: GOVRAIL_API_KEY=\*\*\*\s*\+ 3: GOVRAIL_API_BASE_URL=http/,
      );
      assert.match(
        detail,
        /\.env\.example:\s*\+ 3: GOVRAIL_API_KEY=\s*\+ 4: GOVRAIL_API_BASE_URL=\s/,
      );
      assert.match(detail, /\.gitignore:\s*\+ 2: \/\.env\s/);
      await session.screenshot('all files and lines');
      await dialog.click('Cancel');
      assert.deepEqual(all(), before);
    });

    it('names all of them in the message, and takes all of them back from the row once that has gone', async () => {
      const { session } = journey;
      const { dialog, notifications } = session.window;
      await keys().choose('first run', 'Write Secret to .env…');
      await dialog.click('Write');
      const { text } = await notifications.waitFor(/GOVRAIL_API_KEY is in \.env, line 2\./);
      // What the lines say was in the preview; a message of five lines is read by nobody.
      assert.match(text, /Also written: .*\.env, line 3/);
      assert.match(text, /\.env\.example, lines 3, 4/);
      assert.match(text, /\.gitignore, line 2/);
      assert.ok(text.length < 130, text);
      assert.match(read('.env.example') ?? '', /GOVRAIL_API_KEY=\nGOVRAIL_API_BASE_URL=\n$/);
      await session.screenshot('the message');
      await notifications.dismiss(/is in \.env, line 2/);
      await keys().choose('first run', 'Undo Write to .env');
      await dialog.click('Undo Write to .env');
      await wait('Everything as it was', () => all().join() === before.join());
      await session.screenshot('taken back');
      // The row is drawn again once the files are back.
      await eventually(
        'A menu without the undo',
        () => keys().menu('first run'),
        (entries) => !entries.includes('Undo Write to .env'),
      );
    });

    it('asks nothing where the same key is in its own line', async () => {
      const { session } = journey;
      const { dialog, notifications } = session.window;
      await keys().choose('first run', 'Write Secret to .env…');
      await dialog.click('Write');
      await notifications.dismiss(/is in \.env, line 2/);
      const written = all();
      await keys().choose('first run', 'Write Secret to .env…');
      // Quietly: nothing was changed that could be undone.
      await eventually(
        'What is said of it',
        () => session.page.locator('.statusbar').innerText({ timeout: readMs }),
        (text) => text.includes('GOVRAIL_API_KEY is in .env, line 2.'),
      );
      assert.equal(await dialog.isOpen(), false);
      assert.deepEqual(all(), written);
    });

    it('says which key a production key replaces, from a message too', async () => {
      const { session } = journey;
      const { dialog, notifications, quickInput } = session.window;
      await stage.connect(session, { name: 'Acme live', production: true });
      await keys().clickWelcome('Bootstrap Baseline');
      await dialog.click('Bootstrap Baseline');
      await keys().clickWelcome('Create Service Account…');
      await quickInput.waitForTitle(/Create Service Account/);
      await quickInput.accept();
      await dialog.click('Create Service Account local-dev');
      await keys().clickWelcome('Create Key…');
      await quickInput.pickMany(['runs:write']);
      await quickInput.pick('In 90 days');
      await quickInput.answer('Prod');
      await dialog.click('Create Key');
      const local = all();
      await notifications.click(/The secret of Prod is kept/, 'Write to .env');
      assert.equal(await dialog.message(), 'Write a secret of production Acme live to .env?');
      const detail = await dialog.detail();
      assert.match(
        detail,
        /Replaces the key “first run” of Local control plane by “Prod” of production Acme live\./,
      );
      assert.match(detail, /\+ 3: GOVRAIL_API_BASE_URL=http/);
      await session.screenshot('production replaces local');
      await dialog.click('Cancel');
      assert.deepEqual(all(), local);
      await keys().choose('Prod', 'Write Secret to .env…');
      await dialog.click('Write');
      await notifications.dismiss(/is in \.env, line 2/);
      assert.notEqual(read('.env'), local[0]);
      await session.window.palette.run('Keyrail: Undo Write to .env');
      await quickInput.pick('.env');
      await dialog.click('Undo Write to .env');
      await wait('The local key again', () => all().join() === local.join());
      await switchTo(session.window, 'Local control plane');
      await keys().row('first run');
    });
  });
}
