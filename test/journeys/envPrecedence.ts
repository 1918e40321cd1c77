import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { readMs } from './support/untilDone.ts';

/** Begins where nothing was written in this folder: which file is meant is asked only then. */
export function envPrecedence(journey: { readonly session: Session }): void {
  describe('a folder whose tools read one of several env files', () => {
    usePartOf(journey);
    const file = (name: string) => path.join(journey.session.folder, name);
    const read = (name: string) => readFileSync(file(name), 'utf8');
    const begin = () =>
      journey.session.window.view('API Keys').choose('first run', 'Write Secret to .env…');

    it('has the one that wins offered first, and the other named in the preview', async () => {
      const { session } = journey;
      const { quickInput, dialog } = session.window;
      await makeFirstKey(session);
      writeFileSync(file('package.json'), '{"dependencies": {"next": "15"}}\n');
      writeFileSync(file('.env'), 'GOVRAIL_API_KEY=theirs\n');
      writeFileSync(file('.env.local'), 'GOVRAIL_API_KEY=other\n');
      await begin();
      await quickInput.waitForTitle(/Write to \.env/);
      const labels = (await quickInput.items()).map(({ label }) => label);
      assert.deepEqual(labels, ['.env.local', '.env', 'Another file…']);
      await quickInput.pick('.env.local');
      assert.match(
        await dialog.detail(),
        /\.env sets GOVRAIL_API_KEY to another value, which does not count for Next\.js: \.env\.local wins\./,
      );
      await session.screenshot('the one that wins');
    });

    it('says before and after that the other one is not read', async () => {
      const { session } = journey;
      const { quickInput, dialog, notifications } = session.window;
      await dialog.click('Choose Another File…');
      await quickInput.pick('.env');
      const said =
        /\.env\.local sets GOVRAIL_API_KEY to another value, and that is what Next\.js reads instead of \.env\./;
      assert.match(await dialog.detail(), said);
      await session.screenshot('the one that loses');
      await dialog.click('Write');
      const { text } = await notifications.waitFor(/GOVRAIL_API_KEY is in \.env, line 1\./);
      assert.match(text, said);
      await session.screenshot('the message');
      assert.match(read('.env'), /^GOVRAIL_API_KEY=krl_local_/);
      assert.equal(read('.env.local'), 'GOVRAIL_API_KEY=other\n');
      await notifications.dismiss(/is in \.env, line 1/);
    });

    it('does not take a schema for a file of values', async () => {
      const { session } = journey;
      const { quickInput, dialog } = session.window;
      await begin();
      await dialog.click('Choose Another File…');
      await quickInput.pick('Another file…');
      await quickInput.type('.env.schema');
      await eventually(
        'What is said of the name',
        () => session.page.locator('.quick-input-widget').innerText({ timeout: readMs }),
        (text) => text.includes('.env.schema says which variables there are, and holds no values.'),
      );
      await session.screenshot('no env file');
      await session.page.keyboard.press('Escape');
      assert.match(read('.env'), /^GOVRAIL_API_KEY=krl_local_/);
    });

    it('has its own value back in the one that loses', async () => {
      const { palette, dialog } = journey.session.window;
      await palette.run('Keyrail: Undo Write to .env');
      await dialog.click('Undo Write to .env');
      await eventually(
        'What stood there',
        () => read('.env'),
        (text) => text === 'GOVRAIL_API_KEY=theirs\n',
      );
    });
  });
}
