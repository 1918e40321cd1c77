import assert from 'node:assert/strict';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { assertKind } from './assertKind.ts';
import { failing } from './badServers.ts';
import { openDesk, type Desk } from './desk.ts';
import { dotenv } from './memoryPlaces.ts';

describe('revoking a key', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.dispose());

  const revokeKey = async (keyId: string) =>
    revoke(desk.room, { ...desk.at, key: await desk.row(keyId) });

  it('ends it at once, and no placement that holds it counts as current', async () => {
    const { keyId } = await desk.placedKey(dotenv());
    assertKind(await revokeKey(keyId), 'revoked');
    assert.equal((await desk.row(keyId)).status, 'revoked');
    assert.deepEqual(
      (await desk.room.placements.all()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('leaves the local copy to the person', async () => {
    const { keyId } = await desk.key();
    await revokeKey(keyId);
    assert.ok(await desk.room.copies.read(desk.at.connectionId, keyId));
  });

  it('works with a vault that does not', async () => {
    const { keyId } = await desk.key();
    desk.vault.mood = 'throws';
    assertKind(await revokeKey(keyId), 'revoked');
  });

  it('works while another operation has the key', async () => {
    const { keyId } = await desk.key();
    const [first, second] = await Promise.all([revokeKey(keyId), revokeKey(keyId)]);
    assertKind(first, 'revoked');
    assertKind(second, 'revoked');
  });

  it('is carried out by recovery when the server did not answer', async () => {
    const { keyId } = await desk.key();
    const healthy = desk.server;
    desk.server = failing(healthy, 'revokeApiKey', 500);
    assert.equal(assertKind(await revokeKey(keyId), 'waiting').for, 'server');
    desk.server = healthy;
    await recover(desk.room);
    assert.equal((await desk.row(keyId)).status, 'revoked');
  });

  it('says so when the server refuses, and leaves nothing behind', async () => {
    const { keyId } = await desk.key();
    desk.server = failing(desk.server, 'revokeApiKey', 403);
    assertKind(await revokeKey(keyId), 'refused');
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });
});
