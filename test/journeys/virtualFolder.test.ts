import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { makeFirstKey } from './makeKey.ts';
import { firstKeyMachine } from './support/firstKeyMachine.ts';
import { openSession, type Session } from './support/session.ts';
import { installNeighbour } from './support/neighbourExtension.ts';

describe('a folder that is on no disk', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let session: Session;

  before(async function () {
    this.timeout(300_000);
    place = await temporaryFolder('virtual');
    const file = path.join(place.path, 'shop.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ name: 'shop', uri: 'memfs:/shop' }] }));
    const machine = await firstKeyMachine();
    session = await openSession({
      name: 'virtual',
      machine,
      folder: file,
      beside: installNeighbour,
    });
  });

  after(async () => {
    await session.dispose();
    place.dispose();
  });

  it('gets the secret after being told what its file system cannot promise', async () => {
    const { window } = session;
    await makeFirstKey(session);
    await window.view('API Keys').choose('first run', 'Write Secret to .env…');
    assert.match(await window.dialog.message(), /Write to \.env/);
    const detail = await window.dialog.detail();
    assert.match(detail, /not on this machine’s disk \(memfs:\)/);
    assert.match(detail, /Git cannot be asked there/);
    assert.match(detail, /cannot be replaced in one step/);
    await session.screenshot('what it cannot promise');
    await window.dialog.click('Write');
    await window.notifications.waitFor(/GOVRAIL_API_KEY is in \.env, line 3/);
    await window.palette.run('Neighbour: Open its file');
    await window.editors.waitForLine(/^GOVRAIL_API_KEY=krl_local_/);
    const lines = await window.editors.lines();
    assert.deepEqual(lines.slice(0, 2), ['# of the shop', 'CURRENCY=EUR']);
    await session.screenshot('written');
  });
});
