import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useDesk } from './support/useDesk.ts';

describe('a folder with many .env files', () => {
  const seat = useDesk({
    name: 'env-choice',
    settings: { 'search.useIgnoreFiles': false },
  });
  const chosen = 'packages/web/.env.local';

  const file = (name: string) => path.join(seat.desk.folder, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const begin = () =>
    seat.desk.window.view('API Keys').choose('first run', 'Write secret to .env…');
  const written = () =>
    eventually(
      `The secret in ${chosen}`,
      () => read(chosen),
      (text) => /^GOVRAIL_API_KEY=krl_local_\w+$/m.test(text),
    );

  it('is asked about once, with all of them to choose from', async () => {
    const { desk } = seat;
    for (const [name, env] of [
      ['api', '.env'],
      ['web', '.env.local'],
    ] as const) {
      mkdirSync(file(`packages/${name}`), { recursive: true });
      writeFileSync(file(`packages/${name}/package.json`), '{}\n');
      writeFileSync(file(`packages/${name}/${env}`), 'PORT=1\n');
    }
    writeFileSync(file('.gitignore'), '.env\n.env.local\n');
    await makeFirstKey(desk);
    await begin();
    const { quickInput, dialog } = desk.window;
    await quickInput.waitForTitle(/Write to \.env/);
    const files = await quickInput.items();
    assert.deepEqual(
      files.map(({ label, description }) => `${label} ${description}`.trim()),
      ['.env new file', 'packages/api/.env', chosen, 'Another file…'],
    );
    await desk.screenshot('which file');
    await quickInput.pick(chosen);
    assert.match(await dialog.message(), /packages\/web\/\.env\.local/);
    await dialog.click('Write');
    assert.match(await written(), /^PORT=1\n/);
    assert.equal(read('packages/api/.env'), 'PORT=1\n');
    await desk.window.notifications.dismiss(/is in packages\/web\/\.env\.local/);
  });

  it('is not asked about again, not after a restart either', async () => {
    const { desk } = seat;
    await desk.restart();
    await desk.window.activityBar.open('Keyrail');
    writeFileSync(file(chosen), 'PORT=2\n');
    await begin();
    // The line has gone meanwhile, so it is shown again.
    assert.match(await desk.window.dialog.message(), /packages\/web\/\.env\.local/);
    await desk.window.dialog.click('Write');
    assert.match(await written(), /^PORT=2\n/);
    await desk.window.notifications.waitFor(/is in packages\/web\/\.env\.local, line 2/);
    await desk.screenshot('remembered');
    await desk.window.notifications.dismiss(/is in packages\/web/);
  });

  it('says of the line whose key it is when the mouse rests on it, never the value', async () => {
    const { desk } = seat;
    const { editors } = desk.window;
    const [value] = /krl_local_\w+/.exec(read(chosen)) ?? [];
    assert.ok(value);
    await editors.openFile(chosen);
    await editors.goTo(2);
    const said = await editors.hover(/^first run\s+Rotate · Where else\?\s+Status: Active/);
    assert.match(said, /Expires: /);
    assert.ok(!said.includes(value));
    await desk.screenshot('hover');
    await desk.page.keyboard.press('Escape');
  });
});
