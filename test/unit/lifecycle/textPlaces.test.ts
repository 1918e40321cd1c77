import assert from 'node:assert/strict';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { assertKind } from './assertKind.ts';
import { openProvenDesk, type Desk } from './desk.ts';
import { inText } from './memoryPlaces.ts';

describe('a value in a file of another format', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openProvenDesk();
  });
  afterEach(() => desk.dispose());

  /** A key whose value stands in `app/config.json`, as a look has found it. */
  const standing = async () => {
    const key = await desk.key();
    const copy = await desk.room.copies.read(desk.at.connectionId, key.keyId);
    assert.ok(copy);
    const place = inText(copy.reveal());
    desk.places.put(place, copy.reveal());
    await desk.room.placements.remember(place, { ...desk.at, keyId: key.keyId }, copy);
    return { ...key, place, value: copy.reveal() };
  };
  const overlap = async ({ keyId, place }: Awaited<ReturnType<typeof standing>>) =>
    rotateWithOverlap(desk.room, {
      ...desk.at,
      key: await desk.row(keyId),
      places: [place],
      grace: 'now',
    });

  it('is replaced before the old key ends, and is known by its new value', async () => {
    const old = await standing();
    const retired = assertKind(await overlap(old), 'retired');
    const [known, ...more] = await desk.room.placements.all();
    assert.deepEqual([known?.keyId, known?.state, more], [retired.keyId, 'current', []]);
    assert.ok(known);
    const value = desk.places.valueAt(known.place) ?? '';
    assert.ok((await desk.accepts(value)) && !(await desk.accepts(old.value)));
    assert.equal(desk.places.valueAt(old.place), undefined);
  });

  it('keeps the old key alive where it cannot be replaced', async () => {
    const old = await standing();
    desk.places.refusal = 'tracked-by-git';
    const waiting = assertKind(await overlap(old), 'waiting');
    assert.equal(waiting.for, 'places');
    desk.pass(120 * 60_000);
    await recover(desk.room);
    assert.ok(await desk.accepts(old.value));
    desk.places.refusal = undefined;
    desk.pass(120 * 60_000);
    await recover(desk.room);
    const [known] = await desk.room.placements.all();
    assert.ok(known && (await desk.accepts(desk.places.valueAt(known.place) ?? '')));
    assert.ok(!(await desk.accepts(old.value)));
  });

  it('is stale after a rotation that could not replace it', async () => {
    const old = await standing();
    desk.places.refusal = 'not-ignored-by-git';
    const rotated = await rotate(desk.room, {
      ...desk.at,
      key: await desk.row(old.keyId),
      places: [old.place],
    });
    assertKind(rotated, 'rotated');
    const [known] = await desk.room.placements.all();
    assert.deepEqual([known?.place, known?.state], [old.place, 'stale']);
  });

  it('holds the old key when it is found after the rotation', async () => {
    const old = await standing();
    await desk.room.placements.forget(old.place);
    const rotated = await rotateWithOverlap(desk.room, {
      ...desk.at,
      key: await desk.row(old.keyId),
      places: [],
      grace: '15min',
    });
    assertKind(rotated, 'overlapping');
    const copy = await desk.room.copies.read(desk.at.connectionId, old.keyId);
    assert.ok(copy);
    await desk.room.placements.remember(old.place, { ...desk.at, keyId: old.keyId }, copy);
    desk.pass(20 * 60_000);
    await recover(desk.room);
    assert.ok(await desk.accepts(old.value));
  });
});
