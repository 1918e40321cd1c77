import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

const chosen = 'packages/web/.env.local';

/** The folder of the journey, by the names in it. */
function filesOf(journey: { readonly session: Session }) {
  const file = (name: string) => path.join(journey.session.folder, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const begin = () =>
    journey.session.window.view('API Keys').choose('first run', 'Write Secret to .env…');
  const written = () =>
    eventually(
      `The secret in ${chosen}`,
      () => read(chosen),
      (text) => /^GOVRAIL_API_KEY=krl_local_\w+$/m.test(text),
    );
  return { file, read, begin, written };
}

export function envChoice(journey: { readonly session: Session }): void {
  describe('a folder with many .env files', () => {
    usePartOf(journey);

    const { file, read, begin, written } = filesOf(journey);

    it('is asked about once, with all of them to choose from', async () => {
      const { session } = journey;
      for (const [name, env] of [
        ['api', '.env'],
        ['web', '.env.local'],
      ] as const) {
        mkdirSync(file(`packages/${name}`), { recursive: true });
        writeFileSync(file(`packages/${name}/package.json`), '{}\n');
        writeFileSync(file(`packages/${name}/${env}`), 'PORT=1\n');
      }
      writeFileSync(file('.gitignore'), '.env\n.env.local\n');
      await makeFirstKey(session);
      await begin();
      const { quickInput, dialog } = session.window;
      await quickInput.waitForTitle(/Write to \.env/);
      const files = await quickInput.items();
      assert.deepEqual(
        files.map(({ label, description }) => `${label} ${description}`.trim()),
        ['.env new file', 'packages/api/.env', chosen, 'Another file…'],
      );
      await session.screenshot('which file');
      await quickInput.pick(chosen);
      assert.match(await dialog.message(), /packages\/web\/\.env\.local/);
      await dialog.click('Write');
      assert.match(await written(), /^PORT=1\n/);
      assert.equal(read('packages/api/.env'), 'PORT=1\n');
      await session.window.notifications.dismiss(/is in packages\/web\/\.env\.local/);
    });
  });
}

/** Goes on after `envChoice` and a restart. */
export function envRemembered(journey: { readonly session: Session }): void {
  describe('a folder with many .env files, after a restart', () => {
    const { file, read, begin, written } = filesOf(journey);

    it('is not asked about again, not after a restart either', async () => {
      const { session } = journey;
      writeFileSync(file(chosen), 'PORT=2\n');
      await begin();
      // The line has gone meanwhile, so it is shown again.
      assert.match(await session.window.dialog.message(), /packages\/web\/\.env\.local/);
      await session.window.dialog.click('Write');
      assert.match(await written(), /^PORT=2\n/);
      await session.window.notifications.waitFor(/is in packages\/web\/\.env\.local, line 2/);
      await session.screenshot('remembered');
      await session.window.notifications.dismiss(/is in packages\/web/);
    });

    it('says of the line whose key it is when the mouse rests on it, never the value', async () => {
      const { session } = journey;
      const { editors } = session.window;
      const [value] = /krl_local_\w+/.exec(read(chosen)) ?? [];
      assert.ok(value);
      await editors.openFile(chosen);
      await editors.goTo(2);
      const said = await editors.hover(/^first run\s+Rotate · Show Other Places\s+Status: Active/);
      assert.match(said, /Expires: /);
      assert.ok(!said.includes(value));
      await session.screenshot('hover');
      await session.page.keyboard.press('Escape');
    });
  });
}
