import assert from 'node:assert/strict';
import { deliver } from '../../../src/lifecycle/protocols/deliver.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { nameOf } from '../../../src/lifecycle/copies/placeNames.ts';
import type { Place, ProgramPlace } from '../../../src/lifecycle/model/places.ts';
import { assertKind } from './assertKind.ts';
import { openProvenFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import {
  removableFrom,
  removeFromPrograms,
} from '../../../src/editor/placements/removeFromPrograms.ts';
import { renewPlacement } from '../../../src/editor/placements/renewPlacement.ts';
import { dotenv } from './memoryPlaces.ts';
import { inProgram, joinProgram, type MemoryProgram } from './memoryProgram.ts';

const minute = 60_000;

describe('a program as a place', () => {
  let fixture: LifecycleFixture;
  let program: MemoryProgram;
  beforeEach(async () => {
    fixture = await openProvenFixture();
    program = joinProgram(fixture);
  });
  afterEach(() => fixture.dispose());

  const copyOf = async (keyId: string) => {
    const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(copy);
    return copy;
  };
  /** A key whose secret was given to these places, an hour ago. */
  const delivered = async (...places: readonly ProgramPlace[]) => {
    const key = await fixture.key();
    const secret = await copyOf(key.keyId);
    const { keyId, keyPrefix } = key;
    for (const place of places) {
      await deliver(fixture.lifecycle, place, { ...fixture.at, keyId, keyPrefix, secret });
    }
    fixture.pass(60 * minute);
    program.puts.length = 0;
    return key;
  };
  const overlap = async (keyId: string, places: readonly Place[], signal?: AbortSignal) =>
    rotateWithOverlap(
      fixture.lifecycle,
      { ...fixture.at, key: await fixture.row(keyId), places, grace: 'now' },
      signal ? { signal } : {},
    );
  const status = async (keyId: string) => (await fixture.row(keyId)).status;
  const holds = async (place: ProgramPlace, keyId: string) =>
    program.valueAt(place) === (await copyOf(keyId)).reveal();

  it('is current where it is read back, and its delivery is in the ledger', async () => {
    const place = inProgram();
    const { keyId } = await delivered(place);
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    assert.deepEqual(retired.places, [{ place, state: 'rewritten' }]);
    assert.ok(await holds(place, retired.keyId));
    const [known, ...more] = await fixture.lifecycle.placements.all();
    assert.deepEqual(
      [known?.keyId, known?.state, known?.sentAt, more],
      [retired.keyId, 'current', undefined, []],
    );
    const told: (string | null)[] = [];
    for await (const { kind, detail } of fixture.lifecycle.ledger.events()) {
      if (kind === 'deliver') told.push(detail);
    }
    assert.deepEqual(told, [nameOf(place), nameOf(place)]);
    assert.ok(!(await fixture.everythingOnDisk()).includes(program.valueAt(place) ?? '?'));
  });

  it('is asked once where it is locked: each time a person would be asked for their passphrase', async () => {
    const place = inProgram();
    const { keyId, keyPrefix } = await delivered(place);
    const secret = await copyOf(keyId);
    const known = await fixture.lifecycle.placements.at(place);
    assert.ok(known);
    program.trouble = 'locked';
    const key = { ...fixture.at, keyId, keyPrefix, secret };
    for (const work of [
      () => deliver(fixture.lifecycle, place, key),
      () => renewPlacement(fixture.lifecycle, known, key),
      () => removeFromPrograms(fixture.lifecycle, [known]),
      () => overlap(keyId, [place]),
    ]) {
      program.gets = 0;
      await work();
      assert.equal(program.gets, 1);
    }
  });

  it('that may ask the person something is not asked by a recovery that nobody began', async () => {
    const [mine, silent] = [inProgram('MINE'), inProgram('SILENT', 'gh-actions')];
    const { keyId } = await delivered(mine, silent);
    program.trouble = 'locked';
    assert.equal(assertKind(await overlap(keyId, [mine, silent]), 'waiting').for, 'places');
    program.trouble = undefined;
    program.asks = true;
    program.gets = 0;
    await recover(fixture.lifecycle);
    assert.equal(program.gets, 0);
    assert.equal(await status(keyId), 'active');
    program.asks = false;
    await recover(fixture.lifecycle);
    assert.equal(await status(keyId), 'revoked');
  });

  it('that two windows give two keys at once is told, and known to hold what nobody can read', async () => {
    program.readable = false;
    const place = inProgram();
    const [one, other] = [await fixture.key(), await fixture.key()];
    const deliverOf = async ({ keyId, keyPrefix }: typeof one) =>
      deliver(fixture.lifecycle, place, {
        ...fixture.at,
        keyId,
        keyPrefix,
        secret: await copyOf(keyId),
      });
    program.stored = async () => {
      program.stored = async () => undefined;
      // The moments that it tells are rough.
      fixture.pass(minute);
      assert.equal((await deliverOf(other)).kind, 'sent');
    };
    const delivered = await deliverOf(one);
    assert.deepEqual(delivered, { kind: 'refused', reason: 'changed-meanwhile' });
    const known = await fixture.lifecycle.placements.at(place);
    assert.deepEqual([known?.keyId, known?.state], [other.keyId, 'unknown']);
    // The same key twice is one delivery.
    program.stored = async () => {
      program.stored = async () => undefined;
      fixture.pass(minute);
      assert.equal((await deliverOf(one)).kind, 'sent');
    };
    fixture.pass(minute);
    assert.equal((await deliverOf(one)).kind, 'sent');
  });

  it('is sent where it gives nothing back, and confirmed by the moment that it tells', async () => {
    program.readable = false;
    program.aheadMs = 90 * minute;
    const place = inProgram();
    const { keyId } = await delivered(place);
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    assert.equal(retired.places[0]?.state, 'sent');
    const [known] = await fixture.lifecycle.placements.all();
    assert.deepEqual([known?.keyId, known?.state], [retired.keyId, 'current']);
    assert.ok(known?.sentAt !== undefined && known.confirmedAt !== undefined);
    assert.ok(Date.parse(known.confirmedAt) - Date.parse(known.sentAt) > 89 * minute);
    assert.ok(await holds(place, retired.keyId));
  });

  it('is listed where a delivery was stopped that may have arrived, and only there', async () => {
    const place = inProgram();
    const { keyId, keyPrefix } = await delivered();
    const secret = await copyOf(keyId);
    const put = (signal: AbortSignal) =>
      deliver(fixture.lifecycle, place, { ...fixture.at, keyId, keyPrefix, secret }, { signal });
    assert.equal((await put(AbortSignal.abort())).kind, 'refused');
    assert.equal(await fixture.lifecycle.placements.at(place), undefined);
    const stop = new AbortController();
    program.hangsAfter = 0;
    program.hung = () => {
      stop.abort();
    };
    assert.equal((await put(stop.signal)).kind, 'refused');
    const known = await fixture.lifecycle.placements.at(place);
    assert.deepEqual([known?.keyId, known?.state], [keyId, 'unknown']);
  });

  it('is sent and not confirmed where it tells nothing', async () => {
    program.readable = false;
    program.tells = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    const [placed] = retired.places;
    assert.ok(placed?.state === 'sent' && placed.confirmedAt === undefined);
  });

  for (const trouble of [
    'program-missing',
    'program-changed',
    'signed-out',
    'offline',
    'timed-out',
    'locked',
    'program-failed',
    'not-alone',
    'no-recipe',
  ] as const) {
    it(`that is ${trouble} keeps the old key alive until it has the new secret`, async () => {
      const [one, two] = [inProgram('ONE'), dotenv()];
      const { keyId } = await delivered(one);
      program.trouble = trouble;
      const waiting = assertKind(await overlap(keyId, [one, two]), 'waiting');
      const [placed] = waiting.places;
      assert.ok(placed?.state === 'refused' && placed.reason === trouble);
      fixture.pass(48 * 60 * minute);
      await recover(fixture.window().lifecycle);
      assert.equal(await status(keyId), 'active');
      program.trouble = undefined;
      const again = { kind: 'try-again' } as const;
      assertKind(await resolve(fixture.lifecycle, waiting.operationId, again), 'retired');
      assert.equal(await status(keyId), 'revoked');
      assert.ok(program.puts.length > 0);
    });
  }

  for (const readable of [true, false]) {
    const kind = readable ? 'that gives back another value' : 'that says when it was changed';
    it(`${kind} after it said that it had stored it, has not`, async () => {
      program.readable = readable;
      const place = inProgram();
      const { keyId } = await delivered(place);
      program.forgets = true;
      const waiting = assertKind(await overlap(keyId, [place]), 'waiting');
      const [placed] = waiting.places;
      assert.ok(placed?.state === 'refused' && placed.reason === 'not-stored');
      assert.equal(await status(keyId), 'active');
    });

    it(`${kind} since our last delivery is told, and not overwritten before the person says so`, async () => {
      program.readable = readable;
      const place = inProgram();
      const { keyId } = await delivered(place);
      program.change(place, 'of-somebody-else');
      fixture.pass(minute);
      const waiting = assertKind(await overlap(keyId, [place]), 'waiting');
      const [placed] = waiting.places;
      assert.ok(placed?.state === 'refused' && placed.reason === 'changed-meanwhile');
      // A try is no decision, and neither is a day.
      const { operationId } = waiting;
      fixture.pass(24 * 60 * minute);
      assertKind(await resolve(fixture.lifecycle, operationId, { kind: 'try-again' }), 'waiting');
      assert.equal(program.valueAt(place), 'of-somebody-else');
      assert.equal(await status(keyId), 'active');
      const decision = { kind: 'place', place: nameOf(place), how: 'overwrite' } as const;
      const retired = assertKind(
        await resolve(fixture.lifecycle, operationId, decision),
        'retired',
      );
      assert.ok(await holds(place, retired.keyId));
      const kinds: string[] = [];
      for await (const { kind: each } of fixture.lifecycle.ledger.events()) kinds.push(each);
      assert.ok(kinds.includes('place-overwritten'));
    });
  }

  it('is not overwritten by a decision that nobody was asked for', async () => {
    const place = inProgram();
    const { keyId } = await delivered(place);
    program.trouble = 'offline';
    const { operationId } = assertKind(await overlap(keyId, [place]), 'waiting');
    program.trouble = undefined;
    program.change(place, 'of-somebody-else');
    const decision = { kind: 'place', place: nameOf(place), how: 'overwrite' } as const;
    assertKind(await resolve(fixture.lifecycle, operationId, decision), 'waiting');
    assert.equal(program.valueAt(place), 'of-somebody-else');
  });

  it('that was emptied is gone, and holds no key', async () => {
    const place = inProgram();
    const { keyId } = await delivered(place);
    program.change(place, undefined);
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    assert.deepEqual(retired.places, [{ place, state: 'gone' }]);
    assert.deepEqual(program.puts, []);
    assert.deepEqual(await fixture.lifecycle.placements.all(), []);
  });

  it('that another key was put into meanwhile stays that key’s', async () => {
    program.readable = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    const other = await fixture.key();
    const secret = await copyOf(other.keyId);
    await deliver(fixture.lifecycle, place, { ...fixture.at, ...other, secret });
    const retired = assertKind(await overlap(keyId, [place]), 'retired');
    assert.deepEqual(retired.places, [{ place, state: 'changed' }]);
    const [known] = await fixture.lifecycle.placements.all();
    assert.equal(known?.keyId, other.keyId);
    assert.equal(program.valueAt(place), secret.reveal());
  });

  it('is delivered to again after a delivery whose end nobody saw', async () => {
    program.readable = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    // Stored, and the window dies before it could write that down.
    program.stored = async () => {
      program.trouble = 'timed-out';
      fixture.breakDisk('ENOSPC');
    };
    await overlap(keyId, [place]);
    program.trouble = undefined;
    program.stored = async () => undefined;
    fixture.mendDisk();
    fixture.pass(3 * minute);
    const next = fixture.restart();
    await recover(next.lifecycle);
    assert.equal(await status(keyId), 'revoked');
    const [known] = await fixture.lifecycle.placements.all();
    assert.ok(known && known.keyId !== keyId && (await holds(place, known.keyId)));
  });

  it('is journaled before it is delivered to, where it gives nothing back', async () => {
    program.readable = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    let begun: readonly unknown[] = [];
    program.stored = async () => {
      begun = (await fixture.lifecycle.journal.find()).entries[0]?.places ?? [];
    };
    assertKind(await overlap(keyId, [place]), 'retired');
    const [placed] = begun as { state: string; begun?: string[] }[];
    assert.deepEqual([placed?.state, placed?.begun?.length], ['pending', 1]);
  });

  it('stops where the person stops it, and goes on from there', async () => {
    const [one, two, three] = [inProgram('ONE'), inProgram('TWO'), inProgram('THREE')];
    const { keyId } = await delivered(one, two, three);
    const stop = new AbortController();
    // In the middle of the second one.
    program.hangsAfter = 1;
    program.hung = () => {
      stop.abort();
    };
    const waiting = assertKind(await overlap(keyId, [one, two, three], stop.signal), 'waiting');
    assert.deepEqual(
      [waiting.for, waiting.places.map(({ state }) => state)],
      ['paused', ['rewritten', 'pending', 'pending']],
    );
    assert.equal(await status(keyId), 'active');
    program.hangsAfter = Infinity;
    const again = { kind: 'try-again' } as const;
    const retired = assertKind(
      await resolve(fixture.lifecycle, waiting.operationId, again),
      'retired',
    );
    for (const place of [one, two, three]) assert.ok(await holds(place, retired.keyId));
    assert.equal(program.puts.filter((name) => name === nameOf(one)).length, 1);
  });

  it('is said to be stopped also where it was the last one', async () => {
    const place = inProgram();
    const { keyId } = await delivered(place);
    const stop = new AbortController();
    program.hangsAfter = 0;
    program.hung = () => {
      stop.abort();
    };
    const waiting = assertKind(await overlap(keyId, [place], stop.signal), 'waiting');
    assert.equal(waiting.for, 'paused');
  });

  it('is stale after a rotation at once that it refused', async () => {
    program.readable = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    program.trouble = 'offline';
    const wanted = { ...fixture.at, key: await fixture.row(keyId), places: [place] };
    assertKind(await rotate(fixture.lifecycle, wanted), 'rotated');
    const [known] = await fixture.lifecycle.placements.all();
    assert.deepEqual([known?.keyId, known?.state], [keyId, 'stale']);
  });

  it('is taken away from a program that can, where nobody else has put something there', async () => {
    const [ours, theirs] = [inProgram('ONE'), inProgram('TWO')];
    const stays = inProgram('THREE', 'gh-actions');
    await delivered(ours, theirs, stays);
    program.change(theirs, 'of-somebody-else');
    const { lifecycle } = fixture;
    const removable = removableFrom(lifecycle, await lifecycle.placements.all());
    assert.equal(removable.length, 2);
    const left = await removeFromPrograms(lifecycle, removable);
    assert.deepEqual(
      left.map(({ place }) => nameOf(place)),
      [nameOf(theirs)],
    );
    assert.equal(program.valueAt(ours), undefined);
    assert.equal(program.valueAt(theirs), 'of-somebody-else');
    const names = (await lifecycle.placements.all()).map(({ place }) => nameOf(place));
    assert.deepEqual(names.toSorted(), [nameOf(stays), nameOf(theirs)].toSorted());
    const kinds: string[] = [];
    for await (const { kind } of lifecycle.ledger.events()) kinds.push(kind);
    assert.equal(kinds.filter((kind) => kind === 'take-out').length, 1);
  });

  it('that a rotation was not asked to deliver to holds the old key', async () => {
    program.readable = false;
    const place = inProgram();
    const { keyId } = await delivered(place);
    const outcome = assertKind(await overlap(keyId, []), 'overlapping');
    assert.equal(outcome.for, 'old-in-use');
    assert.equal(await status(keyId), 'active');
  });
});
