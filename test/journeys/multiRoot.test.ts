import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { firstKeyMachine } from './support/firstKeyMachine.ts';
import { openSession, type Session } from './support/session.ts';

describe('two folders in one window', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let session: Session;
  const file = (name: string) => path.join(place.path, name);

  before(async function () {
    this.timeout(300_000);
    place = await temporaryFolder('roots');
    for (const name of ['shop', 'api']) mkdirSync(file(name));
    writeFileSync(file('api/server.mjs'), '// here\n');
    const folders = [{ path: 'shop' }, { path: 'api' }];
    writeFileSync(file('both.code-workspace'), JSON.stringify({ folders }));
    const machine = await firstKeyMachine();
    session = await openSession({
      name: 'multi-root',
      machine,
      folder: file('both.code-workspace'),
    });
  });

  after(async () => {
    await session.dispose();
    place.dispose();
  });

  it('asks which folder, that of the active editor first, and writes there only', async () => {
    const { window } = session;
    await makeFirstKey(session);
    await window.editors.openFile('server.mjs');
    await window.view('API Keys').choose('first run', 'Write Secret to .env…');
    await window.quickInput.waitForTitle(/Write to \.env/);
    const folders = await window.quickInput.items();
    assert.deepEqual(
      folders.map(({ label }) => label),
      ['api', 'shop'],
    );
    await session.screenshot('which folder');
    await window.quickInput.pick('api');
    assert.match(await window.dialog.message(), /api\/\.env/);
    await window.dialog.click('Write');
    await eventually(
      'The secret in api/.env',
      () => (existsSync(file('api/.env')) ? readFileSync(file('api/.env'), 'utf8') : ''),
      (text) => text.includes('krl_local_'),
    );
    assert.equal(existsSync(file('shop/.env')), false);
    await session.screenshot('written');
  });
});
