import assert from 'node:assert/strict';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { nameOf } from '../../../src/lifecycle/copies/placeNames.ts';
import type { Place } from '../../../src/lifecycle/model/places.ts';
import type { PlaceDecision } from '../../../src/lifecycle/steps/decidePlace.ts';
import { assertKind } from './assertKind.ts';
import { openProvenFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv, inText } from './memoryPlaces.ts';

const encrypted = 'encrypted:BDp8mR';

describe('a place that an overlap could not update', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const at = () => fixture.at;
  const copyOf = async (keyId: string) => {
    const copy = await fixture.lifecycle.copies.read(at().connectionId, keyId);
    assert.ok(copy);
    return copy;
  };
  const placed = async (...places: readonly Place[]) => {
    const { keyId } = await fixture.key();
    const copy = await copyOf(keyId);
    for (const place of places) {
      fixture.places.put(place, copy.reveal());
      await fixture.lifecycle.placements.remember(place, { ...at(), keyId }, copy);
    }
    return keyId;
  };
  const overlap = async (keyId: string, places: readonly Place[]) =>
    rotateWithOverlap(fixture.lifecycle, {
      ...at(),
      key: await fixture.row(keyId),
      places,
      grace: 'now',
    });
  const status = async (keyId: string) => (await fixture.row(keyId)).status;
  const decide = (operationId: string, place: Place, how: PlaceDecision) =>
    resolve(fixture.lifecycle, operationId, { kind: 'place', place: nameOf(place), how });
  const decisions = async () => {
    const kinds: string[] = [];
    for await (const { kind, detail } of fixture.lifecycle.ledger.events()) {
      if (kind.startsWith('place-')) kinds.push(`${kind} ${detail}`);
    }
    return kinds.toReversed();
  };

  it('is unknown where another tool changed it, and holds the old key over every recovery', async () => {
    const place = dotenv();
    const keyId = await placed(place);
    fixture.places.put(place, encrypted);
    const { places } = assertKind(await overlap(keyId, [place]), 'waiting');
    assert.deepEqual(places, [{ place, state: 'unknown' }]);
    fixture.pass(48 * 3_600_000);
    await recover(fixture.window().lifecycle);
    assert.equal(await status(keyId), 'active');
    assert.equal(fixture.places.valueAt(place), encrypted);
    const [known] = await fixture.lifecycle.placements.all();
    assert.deepEqual([known?.keyId, known?.state], [keyId, 'unknown']);
  });

  it('is not waited for where the value of another key was put there', async () => {
    const place = dotenv();
    const keyId = await placed(place);
    const other = await fixture.key();
    fixture.places.put(place, (await copyOf(other.keyId)).reveal());
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    assert.deepEqual(retired.places, [{ place, state: 'changed' }]);
  });

  it('is asked about one by one, and the old key ends with the last answer', async () => {
    const [one, two, three] = [dotenv('one'), dotenv('two'), dotenv('three')];
    const keyId = await placed(one, two, three);
    for (const place of [one, two, three]) fixture.places.put(place, encrypted);
    const { operationId } = assertKind(await overlap(keyId, [one, two, three]), 'waiting');
    assertKind(await decide(operationId, one, 'by-hand'), 'waiting');
    // A decision survives the window.
    await recover(fixture.window().lifecycle);
    assert.equal(await status(keyId), 'active');
    assertKind(await decide(operationId, two, 'gone'), 'waiting');
    assert.equal(await status(keyId), 'active');
    const retired = assertKind(await decide(operationId, three, 'end-anyway'), 'retired');
    assert.equal(await status(keyId), 'revoked');
    assert.deepEqual(await decisions(), [
      `place-by-hand ${nameOf(one)}`,
      `place-gone ${nameOf(two)}`,
      `place-left ${nameOf(three)}`,
    ]);
    const left = (await fixture.lifecycle.placements.all()).map((known) => [
      nameOf(known.place),
      known.keyId,
      known.state,
      known.decided?.how,
    ]);
    assert.deepEqual(left.toSorted(), [
      [nameOf(one), retired.keyId, 'unknown', 'by-hand'],
      [nameOf(three), keyId, 'unknown', 'end-anyway'],
    ]);
  });

  it('is asked about again at the next rotation where it was updated by hand', async () => {
    const place = dotenv();
    const keyId = await placed(place);
    fixture.places.put(place, encrypted);
    const { operationId } = assertKind(await overlap(keyId, [place]), 'waiting');
    const retired = assertKind(await decide(operationId, place, 'by-hand'), 'retired');
    const places = (await fixture.lifecycle.placements.of(at().connectionId, retired.keyId)).map(
      (known) => known.place,
    );
    const again = assertKind(await overlap(retired.keyId, places), 'waiting');
    assert.deepEqual(again.places, [{ place, state: 'unknown' }]);
    assert.equal(await status(retired.keyId), 'active');
  });

  it('holds the old key that is already to end, and lets go of it by a decision', async () => {
    const place = dotenv();
    const keyId = await placed();
    const copy = await copyOf(keyId);
    const wanted = { ...at(), key: await fixture.row(keyId), places: [], grace: '15min' } as const;
    const { operationId } = assertKind(
      await rotateWithOverlap(fixture.lifecycle, wanted),
      'overlapping',
    );
    await fixture.lifecycle.placements.remember(place, { ...at(), keyId }, copy);
    await fixture.lifecycle.placements.markUnknown(place);
    fixture.pass(20 * 60_000);
    await recover(fixture.lifecycle);
    assert.equal(await status(keyId), 'active');
    assertKind(await decide(operationId, place, 'end-anyway'), 'retired');
    assert.equal(await status(keyId), 'revoked');
  });

  it('is delivered to once: a later try begins at the place that was reached', async () => {
    const places = [dotenv('one'), dotenv('two'), dotenv('three')];
    const keyId = await placed(...places);
    const tried: string[] = [];
    const replace = fixture.places.replace.bind(fixture.places);
    fixture.places.replace = (place, ...more) => {
      tried.push(nameOf(place));
      return replace(place, ...more);
    };
    fixture.places.refused = places[1];
    assertKind(await overlap(keyId, places), 'waiting');
    const [entry] = (await fixture.window().lifecycle.journal.find()).entries;
    assert.deepEqual(
      entry?.places.map(({ state }) => state),
      ['rewritten', 'refused', 'rewritten'],
    );
    tried.length = 0;
    fixture.places.refused = undefined;
    await recover(fixture.window().lifecycle);
    assert.deepEqual(tried, [nameOf(dotenv('two'))]);
    assert.equal(await status(keyId), 'revoked');
  });

  it('of another format is known by its new value where it was updated by hand', async () => {
    const { keyId } = await fixture.key();
    const copy = await copyOf(keyId);
    const place = inText(copy.reveal());
    await fixture.lifecycle.placements.remember(place, { ...at(), keyId }, copy);
    fixture.places.isChanged = true;
    const waiting = assertKind(await overlap(keyId, [place]), 'waiting');
    assert.deepEqual(waiting.places, [{ place, state: 'unknown' }]);
    const retired = assertKind(await decide(waiting.operationId, place, 'by-hand'), 'retired');
    const [known, ...more] = await fixture.lifecycle.placements.all();
    assert.deepEqual(more, []);
    assert.deepEqual(known?.place, { ...place, keyPrefix: retired.keyPrefix });
  });
});
