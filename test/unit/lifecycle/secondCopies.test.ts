import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { holdsKey } from '../../../src/lifecycle/copies/placement.ts';
import { nameOf } from '../../../src/lifecycle/copies/placeNames.ts';
import { giveUp } from '../../../src/lifecycle/drive/giveUp.ts';
import type { Places, ProgramPlace, ReplaceRefusal } from '../../../src/lifecycle/model/places.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { secondPlaceOf } from '../../../src/lifecycle/steps/secondCopies.ts';
import { openLifecycle, type LifecycleContext } from '../../../src/lifecycle/context.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { assertKind } from './assertKind.ts';
import { inADay, openProvenFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv } from './memoryPlaces.ts';

const wanted: ProgramPlace = {
  kind: 'program',
  recipe: 'pass',
  answers: { path: 'keyrail/here/{key}' },
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A program that keeps what it is given, and gives it back. */
function createProgram() {
  const entries = new Map<string, string>();
  return {
    entries,
    refusal: undefined as ReplaceRefusal | undefined,
    /** It takes the window with it. */
    crashes: false,
    /** It may ask the person for a passphrase. */
    asks: false,
    asked: 0,
    /** Stands in every entry that nothing was put into. */
    occupant: undefined as string | undefined,
  };
}

describe('second copies', () => {
  let fixture: LifecycleFixture;
  let program: ReturnType<typeof createProgram>;
  let lifecycle: LifecycleContext;

  /** The same person, in a window that keeps every new secret in the program as well. */
  const withProgram = (of: LifecycleFixture): LifecycleContext => {
    const { ports } = of;
    const pathOf = (place: { answers: Readonly<Record<string, string>> }) =>
      place.answers['path'] ?? '';
    const places: Writable<Places> = {
      async read(place) {
        if (place.kind !== 'program') return ports.places.read(place);
        if (program.refusal) return undefined;
        const value = program.entries.get(pathOf(place)) ?? program.occupant;
        return value === undefined ? undefined : new Secret(value);
      },
      async replace(place, isOld, next, terms) {
        if (place.kind !== 'program') return ports.places.replace(place, isOld, next, terms);
        program.asked += 1;
        if (program.crashes) throw new Error('The window is gone.');
        if (program.refusal) return { kind: 'refused', reason: program.refusal };
        const value = program.entries.get(pathOf(place)) ?? program.occupant;
        if (value === next.reveal()) return { kind: 'replaced' };
        if (value !== undefined && !isOld(new Secret(value))) return { kind: 'changed' };
        program.entries.set(pathOf(place), next.reveal());
        return { kind: 'replaced' };
      },
    };
    places.mayAsk = () => program.asks;
    places.isRemovable = () => true;
    return openLifecycle({ ...ports, places, keepAlsoIn: async () => [wanted] });
  };

  beforeEach(async () => {
    fixture = await openProvenFixture();
    program = createProgram();
    lifecycle = withProgram(fixture);
  });
  afterEach(() => fixture.dispose());

  const make = async () =>
    issue(lifecycle, {
      ...fixture.at,
      serviceAccountId: fixture.accountId,
      scope: ['runs:write'],
      expiresAt: inADay(),
    });
  const made = async () => {
    const kept = assertKind(await make(), 'kept');
    await kept.settling;
    return kept;
  };
  const copyOf = (keyId: string) => lifecycle.copies.read(fixture.at.connectionId, keyId);
  const entryOf = (keyPrefix: string) => program.entries.get(`keyrail/here/${keyPrefix}`);
  const waiting = async () => (await lifecycle.journal.find()).entries.map(({ waits }) => waits);

  it('keeps a new secret there before the person is told that it is kept', async () => {
    const { keyId, keyPrefix, secondCopies } = await made();
    assert.equal(entryOf(keyPrefix), (await copyOf(keyId))?.reveal());
    assert.deepEqual(
      secondCopies.map(({ state }) => state),
      ['rewritten'],
    );
    assert.deepEqual(await waiting(), []);
  });

  it('is a place of the key that no rotation writes to, and that keeps no old key alive', async () => {
    const { keyId } = await made();
    const [known] = await lifecycle.placements.of(fixture.at.connectionId, keyId);
    assert.ok(known?.secondCopy);
    assert.ok(!holdsKey(known));
  });

  it('tells where it is, as a program may take minutes', async () => {
    const told: string[] = [];
    const outcome = await issue(
      lifecycle,
      {
        ...fixture.at,
        serviceAccountId: fixture.accountId,
        scope: ['runs:write'],
        expiresAt: inADay(),
      },
      { progress: (step, places) => places?.at && told.push(`${step} ${nameOf(places.at)}`) },
    );
    const { keyPrefix, settling } = assertKind(outcome, 'kept');
    await settling;
    assert.deepEqual(told, [`kept ${nameOf(secondPlaceOf(wanted, { keyPrefix }))}`]);
  });

  it('takes the place of what somebody else has there only by a word of the person', async () => {
    program.occupant = 'of-somebody-else';
    const { operationId, keyId, keyPrefix } = await made();
    assert.equal(entryOf(keyPrefix), undefined);
    const place = nameOf(secondPlaceOf(wanted, { keyPrefix }));
    const decision = { kind: 'place', place, how: 'overwrite' } as const;
    assertKind(await resolve(lifecycle, operationId, decision), 'kept');
    assert.equal(entryOf(keyPrefix), (await copyOf(keyId))?.reveal());
    assert.deepEqual(await waiting(), []);
  });

  it('stays a second copy where the person has made it by hand: no rotation writes there', async () => {
    program.refusal = 'locked';
    const { operationId, keyId, keyPrefix } = await made();
    const place = nameOf(secondPlaceOf(wanted, { keyPrefix }));
    const decision = { kind: 'place', place, how: 'by-hand' } as const;
    assertKind(await resolve(lifecycle, operationId, decision), 'kept');
    const [known] = await lifecycle.placements.of(fixture.at.connectionId, keyId);
    assert.ok(known?.secondCopy);
  });

  it('asks nobody where nothing is set', async () => {
    lifecycle = openLifecycle({ ...fixture.ports, keepAlsoIn: async () => [] });
    const steps: string[] = [];
    const outcome = await issue(
      lifecycle,
      {
        ...fixture.at,
        serviceAccountId: fixture.accountId,
        scope: ['runs:write'],
        expiresAt: inADay(),
      },
      { progress: (step) => steps.push(step) },
    );
    await assertKind(outcome, 'kept').settling;
    assert.ok(!steps.includes('copied'));
  });

  for (const refusal of ['program-missing', 'locked', 'signed-out'] as const) {
    it(`keeps the secret here and in escrow where the program says ${refusal}`, async () => {
      program.refusal = refusal;
      const { keyId, keyPrefix, secondCopies } = await made();
      assert.deepEqual(secondCopies, [
        {
          place: secondPlaceOf(wanted, { keyPrefix }),
          state: 'refused',
          reason: refusal,
        },
      ]);
      assert.ok(await copyOf(keyId));
      const [entry] = (await lifecycle.journal.find()).entries;
      assert.ok(entry?.sealed);
      assert.equal(entry.waits, 'second-copy');
    });
  }

  it('tries the program once where it refuses, and never in the background', async () => {
    program.refusal = 'locked';
    await made();
    assert.equal(program.asked, 1);
    lifecycle = withProgram(fixture.restart());
    await recover(lifecycle);
    assert.equal(program.asked, 1);
    assert.deepEqual(await waiting(), ['second-copy']);
  });

  it('is left for the person by a recovery, where the program may ask them something', async () => {
    program.crashes = true;
    await assert.rejects(make(), /The window is gone/);
    program.crashes = false;
    for (const asks of [true, false]) {
      program.asks = asks;
      program.asked = 0;
      lifecycle = withProgram(fixture.restart());
      await recover(lifecycle);
      assert.equal(program.asked, 0);
      assert.deepEqual(await waiting(), ['second-copy']);
    }
    const [entry] = (await lifecycle.journal.find()).entries;
    assert.ok(entry);
    assertKind(await resolve(lifecycle, entry.id, { kind: 'try-again' }), 'kept');
    assert.equal(program.asked, 1);
  });

  it('that is left of a key which was replaced is told, to be taken away', async () => {
    for (const change of [
      (key: ApiKey) => rotate(lifecycle, { ...fixture.at, key, places: [] }),
      (key: ApiKey) =>
        rotateWithOverlap(lifecycle, { ...fixture.at, key, places: [], grace: 'now' }),
    ]) {
      const { keyId, keyPrefix } = await made();
      const outcome = await change(await fixture.row(keyId));
      if ('settling' in outcome) await outcome.settling;
      const left = fixture.facts.filter(({ kind }) => kind === 'copies-left');
      assert.deepEqual(left, [
        { kind: 'copies-left', keyId, places: [secondPlaceOf(wanted, { keyPrefix })] },
      ]);
      fixture.facts.length = 0;
    }
  });

  it('is made at another try', async () => {
    program.refusal = 'locked';
    const { keyId, keyPrefix, operationId } = await made();
    const again = assertKind(
      await resolve(lifecycle, operationId, { kind: 'try-again' }),
      'waiting',
    );
    assert.equal(again.for, 'second-copy');
    program.refusal = undefined;
    const done = assertKind(await resolve(lifecycle, operationId, { kind: 'try-again' }), 'kept');
    assert.deepEqual(
      done.secondCopies.map(({ state }) => state),
      ['rewritten'],
    );
    assert.equal(entryOf(keyPrefix), (await copyOf(keyId))?.reveal());
    assert.deepEqual(await waiting(), []);
  });

  it('is done without where the person says so', async () => {
    program.refusal = 'program-missing';
    const { keyId, operationId } = await made();
    assertKind(await resolve(lifecycle, operationId, { kind: 'leave-places' }), 'kept');
    assert.deepEqual(await waiting(), []);
    assert.ok(await copyOf(keyId));
  });

  it('does not end a key that the person was told is kept', async () => {
    program.refusal = 'locked';
    const { keyId, operationId } = await made();
    assertKind(await giveUp(lifecycle, operationId), 'nothing-to-do');
    assert.equal((await fixture.row(keyId)).revoked_at, null);
  });

  it('is not made any more of a key that was ended meanwhile', async () => {
    program.refusal = 'locked';
    const { keyId, keyPrefix, operationId } = await made();
    const key = await fixture.row(keyId);
    assertKind(await revoke(lifecycle, { ...fixture.at, key }), 'revoked');
    program.refusal = undefined;
    await resolve(lifecycle, operationId, { kind: 'try-again' });
    assert.equal(entryOf(keyPrefix), undefined);
    assert.deepEqual(await waiting(), []);
  });

  it('leaves what somebody else keeps under that name', async () => {
    program.occupant = 'somebody else’s';
    const { secondCopies, keyPrefix } = await made();
    const [copy] = secondCopies;
    assert.ok(copy?.state === 'refused' && copy.reason === 'changed-meanwhile');
    assert.equal(entryOf(keyPrefix), undefined);
  });

  it('comes after the places in a rotation, whose old secret is dead', async () => {
    const place = dotenv();
    const { keyId } = await fixture.placedKey(place);
    program.refusal = 'locked';
    const key = await fixture.row(keyId);
    const outcome = await rotate(lifecycle, { ...fixture.at, key, places: [place] });
    const rotated = assertKind(outcome, 'rotated');
    await rotated.settling;
    const value = (await copyOf(rotated.keyId))?.reveal();
    assert.equal(fixture.places.valueAt(place), value);
    assert.deepEqual(await waiting(), ['second-copy']);
    program.refusal = undefined;
    assertKind(await resolve(lifecycle, rotated.operationId, { kind: 'try-again' }), 'rotated');
    assert.equal(entryOf(rotated.keyPrefix), value);
  });

  it('keeps the old key of an overlap alive until it is made', async () => {
    const { keyId } = await made();
    program.refusal = 'locked';
    const key = await fixture.row(keyId);
    const request = { ...fixture.at, key, places: [], grace: 'now' } as const;
    const held = assertKind(await rotateWithOverlap(lifecycle, request), 'waiting');
    assert.equal(held.for, 'second-copy');
    assert.equal((await fixture.row(keyId)).revoked_at, null);
    program.refusal = undefined;
    const again = await resolve(lifecycle, held.operationId, { kind: 'try-again' });
    const { keyPrefix, keyId: newKeyId } = assertKind(again, 'retired');
    assert.equal(entryOf(keyPrefix), (await copyOf(newKeyId))?.reveal());
    assert.notEqual((await fixture.row(keyId)).revoked_at, null);
  });

  it('gives the secret back where this machine forgot it half way', async () => {
    const issued = await made();
    const key = await fixture.row(issued.keyId);
    const stop = new AbortController();
    const request = { ...fixture.at, key, places: [], grace: 'now' } as const;
    const paused = await rotateWithOverlap(lifecycle, request, {
      signal: stop.signal,
      progress: (step) => {
        if (step === 'copied') stop.abort();
      },
    });
    const { operationId, keyId } = assertKind(paused, 'waiting');
    fixture.vault.lose();
    await lifecycle.checkPersistence();
    await resolve(lifecycle, operationId, { kind: 'try-again' });
    assert.ok(keyId !== null && (await copyOf(keyId)));
  });

  it('takes no sign of a prefix for a part of a path', () => {
    const { answers } = secondPlaceOf(wanted, { keyPrefix: '../../etc/{key}' });
    assert.equal(answers['path'], 'keyrail/here/______etc__key_');
  });
});
