import assert from 'node:assert/strict';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { assertKind } from './assertKind.ts';
import { openProvenFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { inText } from './memoryPlaces.ts';

describe('a value in a file of another format', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  /** A key whose value stands in `app/config.json`, as a look has found it. */
  const standing = async () => {
    const key = await fixture.key();
    const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, key.keyId);
    assert.ok(copy);
    const place = inText(copy.reveal());
    fixture.places.put(place, copy.reveal());
    await fixture.lifecycle.placements.remember(place, { ...fixture.at, keyId: key.keyId }, copy);
    return { ...key, place, value: copy.reveal() };
  };
  const overlap = async ({ keyId, place }: Awaited<ReturnType<typeof standing>>) =>
    rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(keyId),
      places: [place],
      grace: 'now',
    });

  it('is replaced before the old key ends, and is known by its new value', async () => {
    const old = await standing();
    const retired = assertKind(await overlap(old), 'retired');
    const [known, ...more] = await fixture.lifecycle.placements.all();
    assert.deepEqual([known?.keyId, known?.state, more], [retired.keyId, 'current', []]);
    assert.ok(known);
    const value = fixture.places.valueAt(known.place) ?? '';
    assert.ok((await fixture.accepts(value)) && !(await fixture.accepts(old.value)));
    assert.equal(fixture.places.valueAt(old.place), undefined);
  });

  it('keeps the old key alive where it cannot be replaced', async () => {
    const old = await standing();
    fixture.places.refusal = 'tracked-by-git';
    const waiting = assertKind(await overlap(old), 'waiting');
    assert.equal(waiting.for, 'places');
    fixture.pass(120 * 60_000);
    await recover(fixture.lifecycle);
    assert.ok(await fixture.accepts(old.value));
    fixture.places.refusal = undefined;
    fixture.pass(120 * 60_000);
    await recover(fixture.lifecycle);
    const [known] = await fixture.lifecycle.placements.all();
    assert.ok(known && (await fixture.accepts(fixture.places.valueAt(known.place) ?? '')));
    assert.ok(!(await fixture.accepts(old.value)));
  });

  it('is stale after a rotation that could not replace it', async () => {
    const old = await standing();
    fixture.places.refusal = 'not-ignored-by-git';
    const rotated = await rotate(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(old.keyId),
      places: [old.place],
    });
    assertKind(rotated, 'rotated');
    const [known] = await fixture.lifecycle.placements.all();
    assert.deepEqual([known?.place, known?.state], [old.place, 'stale']);
  });

  it('holds the old key when it is found after the rotation', async () => {
    const old = await standing();
    await fixture.lifecycle.placements.forget(old.place);
    const rotated = await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(old.keyId),
      places: [],
      grace: '15min',
    });
    assertKind(rotated, 'overlapping');
    const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, old.keyId);
    assert.ok(copy);
    await fixture.lifecycle.placements.remember(
      old.place,
      { ...fixture.at, keyId: old.keyId },
      copy,
    );
    fixture.pass(20 * 60_000);
    await recover(fixture.lifecycle);
    assert.ok(await fixture.accepts(old.value));
  });
});
