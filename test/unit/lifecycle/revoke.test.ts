import assert from 'node:assert/strict';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { assertKind } from './assertKind.ts';
import { failing } from './badServers.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv } from './memoryPlaces.ts';

describe('revoking a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const revokeKey = async (keyId: string) =>
    revoke(fixture.lifecycle, { ...fixture.at, key: await fixture.row(keyId) });

  it('ends it at once, and no placement that holds it counts as current', async () => {
    const { keyId } = await fixture.placedKey(dotenv());
    assertKind(await revokeKey(keyId), 'revoked');
    assert.equal((await fixture.row(keyId)).status, 'revoked');
    assert.deepEqual(
      (await fixture.lifecycle.placements.all()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('leaves the local copy to the person', async () => {
    const { keyId } = await fixture.key();
    await revokeKey(keyId);
    assert.ok(await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId));
  });

  it('works with a vault that does not', async () => {
    const { keyId } = await fixture.key();
    fixture.vault.mood = 'throws';
    assertKind(await revokeKey(keyId), 'revoked');
  });

  it('works while another operation has the key', async () => {
    const { keyId } = await fixture.key();
    const [first, second] = await Promise.all([revokeKey(keyId), revokeKey(keyId)]);
    assertKind(first, 'revoked');
    assertKind(second, 'revoked');
  });

  it('is carried out by recovery when the server did not answer', async () => {
    const { keyId } = await fixture.key();
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'revokeApiKey', 500);
    assert.equal(assertKind(await revokeKey(keyId), 'waiting').for, 'server');
    fixture.server = healthy;
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(keyId)).status, 'revoked');
  });

  it('says so when the server refuses, and leaves nothing behind', async () => {
    const { keyId } = await fixture.key();
    fixture.server = failing(fixture.server, 'revokeApiKey', 403);
    assertKind(await revokeKey(keyId), 'refused');
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });
});
