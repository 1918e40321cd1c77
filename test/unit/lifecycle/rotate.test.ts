import assert from 'node:assert/strict';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { assertKind } from './assertKind.ts';
import { failing, losingAnswers, watching } from './badServers.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv } from './memoryPlaces.ts';

describe("the server's own rotation", () => {
  let fixture: LifecycleFixture;
  const place = dotenv();
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const rotatePlaced = async (keyId: string) => {
    const wanted = { ...fixture.at, key: await fixture.row(keyId), places: [place] };
    const outcome = await rotate(fixture.lifecycle, wanted);
    if ('settling' in outcome) await outcome.settling;
    return outcome;
  };
  const placements = () => fixture.lifecycle.placements.all();

  it('leaves the new value in every placement, and the old key dead', async () => {
    const old = await fixture.placedKey(place);
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
    assert.ok(await fixture.accepts(fixture.places.valueAt(place) ?? ''));
    assert.deepEqual(
      (await placements()).map(({ keyId, state }) => [keyId, state]),
      [[rotated.keyId, 'current']],
    );
    assert.equal(
      await fixture.lifecycle.copies.read(fixture.at.connectionId, old.keyId),
      undefined,
    );
  });

  it('repeats the lifetime of the old key, and always says so to the server', async () => {
    const bodies: object[] = [];
    const old = await fixture.placedKey(place, inADay());
    fixture.server = watching(fixture.server, (body) => bodies.push(body));
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.ok(bodies.every((body) => 'expires_at' in body && !('scope' in body)));
    const life = Date.parse(rotated.expiresAt ?? '') - Date.now();
    assert.ok(life > 23 * 3_600_000 && life <= 24 * 3_600_000, String(life));
  });

  it('keeps a key without expiry without expiry', async () => {
    const old = await fixture.key(null);
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.equal((await fixture.row(rotated.keyId)).expires_at, null);
  });

  it('replaces an expired key by a new one and ends it', async () => {
    const old = await fixture.placedKey(place);
    const row = await fixture.row(old.keyId);
    fixture.pass(2 * 86_400_000);
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const wanted = { ...fixture.at, key: row, places: [place], expiresAt: inAWeek };
    const retired = assertKind(await rotate(fixture.lifecycle, wanted), 'retired');
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
    assert.notEqual(retired.keyId, old.keyId);
    assert.ok(await fixture.accepts(fixture.places.valueAt(place) ?? ''));
  });

  it('rotates the replacement again when its answer was lost', async () => {
    const old = await fixture.placedKey(place);
    fixture.server = losingAnswers(fixture.server, 2);
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.equal(rotated.lostKeyIds.length, 2);
    assert.ok(await fixture.accepts(fixture.places.valueAt(place) ?? ''));
    const live = (await fixture.rows()).filter(({ status }) => status === 'active');
    assert.deepEqual(
      live.map((row) => row.api_key_id),
      [rotated.keyId],
    );
  });

  it('marks a placement that cannot be rewritten as stale', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'read-only';
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.deepEqual(rotated.places, [{ place, state: 'refused', reason: 'read-only' }]);
    assert.deepEqual(
      (await placements()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('writes no new value where another program has the address of the control plane', async () => {
    const old = await fixture.placedKey(place);
    const before = fixture.places.valueAt(place);
    fixture.server = { ...fixture.server, isProven: async () => false };
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.deepEqual(rotated.places, [{ place, state: 'refused', reason: 'address-not-proven' }]);
    assert.equal(fixture.places.valueAt(place), before);
  });

  it('knows from then on of a stale placement that it had not known before', async () => {
    const old = await fixture.placedKey(place);
    await fixture.lifecycle.placements.forget(place);
    fixture.places.refusal = 'dirty-editor';
    await rotatePlaced(old.keyId);
    assert.deepEqual(
      (await placements()).map(({ keyId, state }) => [keyId, state]),
      [[old.keyId, 'stale']],
    );
  });

  it('leaves a value alone that the person typed meanwhile', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.put(place, 'typed-meanwhile');
    const rotated = assertKind(await rotatePlaced(old.keyId), 'rotated');
    assert.deepEqual(rotated.places, [{ place, state: 'unknown' }]);
    assert.equal(fixture.places.valueAt(place), 'typed-meanwhile');
    assert.deepEqual(
      (await placements()).map(({ keyId, state }) => [keyId, state]),
      [[old.keyId, 'unknown']],
    );
  });

  it('marks placements that were not chosen as stale: the old value is dead everywhere', async () => {
    const old = await fixture.placedKey(place);
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [] };
    await assertKind(await rotate(fixture.lifecycle, wanted), 'rotated').settling;
    assert.deepEqual(
      (await placements()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('says that the old key is dead, too, on a way that loses every answer', async () => {
    const old = await fixture.placedKey(place);
    fixture.server = losingAnswers(fixture.server, Infinity);
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [place] };
    const closed = assertKind(await rotate(fixture.lifecycle, wanted), 'closed');
    assert.ok(closed.oldIsDead);
    const rows = await fixture.rows();
    assert.deepEqual([...new Set(rows.map(({ status }) => status))], ['revoked']);
  });

  it('is finished at the next start when it was interrupted after the answer', async () => {
    const old = await fixture.placedKey(place);
    const row = await fixture.row(old.keyId);
    await fixture.lifecycle.strongbox.prepare();
    fixture.vault.mood = 'throws';
    assertKind(
      await rotate(fixture.lifecycle, { ...fixture.at, key: row, places: [place] }),
      'not-kept',
    );
    fixture.vault.mood = 'good';
    await recover(fixture.restart().lifecycle);
    assert.ok(await fixture.accepts(fixture.places.valueAt(place) ?? ''));
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('lets only one operation at a time have a key', async () => {
    const old = await fixture.placedKey(place);
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'rotateApiKey', 500);
    assertKind(await rotatePlaced(old.keyId), 'waiting');
    fixture.server = healthy;
    const busy = assertKind(await rotatePlaced(old.keyId), 'busy');
    assert.equal(busy.operation, 'rotate');
  });

  it('has one winner when two windows rotate the same key at once', async () => {
    const old = await fixture.placedKey(place);
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [place] };
    const outcomes = await Promise.all([
      rotate(fixture.lifecycle, wanted),
      rotate(fixture.window().lifecycle, wanted),
    ]);
    for (const outcome of outcomes) if ('settling' in outcome) await outcome.settling;
    assert.ok(outcomes.filter(({ kind }) => kind === 'rotated').length <= 1);
    const live = (await fixture.rows()).filter(({ status }) => status === 'active');
    assert.equal(live.length, 1);
    assert.ok(await fixture.accepts(fixture.places.valueAt(place) ?? ''));
  });
});
