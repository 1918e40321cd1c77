import assert from 'node:assert/strict';
import { retirementFor } from '../../../src/lifecycle/steps/retire.ts';
import { hostname } from 'node:os';
import type { Grace } from '../../../src/lifecycle/journal/entry.ts';
import { giveUp } from '../../../src/lifecycle/drive/giveUp.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { listPending } from '../../../src/lifecycle/steps/pending.ts';
import { keepOldKey } from '../../../src/lifecycle/protocols/keepOld.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { retire } from '../../../src/lifecycle/protocols/retire.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { openLifecycle } from '../../../src/lifecycle/context.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { assertKind } from './assertKind.ts';
import { failing, refusingProofs, withoutProofs } from './badServers.ts';
import {
  inADay,
  openFixture,
  openProvenFixture,
  type LifecycleFixture,
} from './lifecycleFixture.ts';
import { dotenv, terminal } from './memoryPlaces.ts';

const minutes = (count: number) => count * 60_000;

describe('rotating with overlap', () => {
  let fixture: LifecycleFixture;
  const place = dotenv();
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const putAlsoInto = async (other: ReturnType<typeof dotenv>, keyId: string) => {
    const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(copy);
    fixture.places.put(other, copy.reveal());
    await fixture.lifecycle.placements.remember(other, { ...fixture.at, keyId }, copy);
  };
  const overlap = async (keyId: string, grace?: Grace) =>
    rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(keyId),
      places: [place],
      ...(grace ? { grace } : {}),
    });
  const value = () => fixture.places.valueAt(place) ?? '';

  it('has both keys alive, and the new one in place, until the old one is retired', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    const overlapping = assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    assert.ok((await fixture.accepts(before)) && (await fixture.accepts(value())));
    assert.notEqual(value(), before);
    assert.equal(overlapping.for, 'due');

    fixture.pass(minutes(59));
    await recover(fixture.lifecycle);
    assert.ok(await fixture.accepts(before));
    fixture.pass(minutes(2));
    await recover(fixture.lifecycle);
    assert.ok(!(await fixture.accepts(before)) && (await fixture.accepts(value())));
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('ends the old key after a restart, too', async () => {
    const old = await fixture.placedKey(place);
    assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    fixture.pass(minutes(16));
    await recover(fixture.restart().lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
  });

  it('does not take the old key for expired by a clock that is ahead of the control plane', async () => {
    fixture.tellsTime = true;
    const inAnHour = new Date(Date.now() + minutes(60)).toISOString();
    const old = await fixture.placedKey(place, inAnHour);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    fixture.pass(minutes(120));
    await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key: await fixture.row(old.keyId),
      places: [place],
      expiresAt: inADay(),
      grace: '24h',
    });
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    const [waiting] = await listPending(fixture.lifecycle);
    assert.equal(waiting?.for, 'due');
  });

  for (const hours of [-2, -0.5, 0.5, 2]) {
    it(`ends the old key by the control plane's clock where this machine's is ${hours} h ahead`, async () => {
      const old = await fixture.placedKey(place, new Date(Date.now() + minutes(60)).toISOString());
      const before = value();
      fixture.tellsTime = true;
      fixture.pass(minutes(60 * hours));
      assertKind(await overlap(old.keyId, '15min'), 'overlapping');
      const due = (await listPending(fixture.lifecycle))[0]?.dueAt ?? '';
      assert.ok(Math.abs(Date.parse(due) - Date.now() - minutes(15)) < minutes(1), due);

      fixture.passEverywhere(minutes(14));
      await recover(fixture.lifecycle);
      assert.ok(await fixture.accepts(before));
      fixture.passEverywhere(minutes(2));
      await recover(fixture.lifecycle);
      assert.ok(!(await fixture.accepts(before)) && (await fixture.accepts(value())));
    });

    it(`never plans its end past its own expiry where this machine's is ${hours} h ahead`, async () => {
      const own = new Date(Date.now() + minutes(50)).toISOString();
      const old = await fixture.placedKey(place, own);
      fixture.tellsTime = true;
      fixture.pass(minutes(60 * hours));
      assertKind(await overlap(old.keyId), 'overlapping');
      const { connectionId } = fixture.at;
      const { keyId } = old;
      assertKind(
        await retire(fixture.lifecycle, { connectionId, keyId, grace: '24h' }),
        'overlapping',
      );
      assert.equal(
        (await listPending(fixture.lifecycle))[0]?.dueAt,
        (await fixture.row(keyId)).expires_at,
      );
      assert.equal((await fixture.row(keyId)).status, 'active');
    });
  }

  it('goes on with its end where the clock of this machine is set right meanwhile', async () => {
    const old = await fixture.placedKey(place);
    fixture.tellsTime = true;
    fixture.pass(minutes(120));
    assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    fixture.pass(minutes(-120));
    fixture.passEverywhere(minutes(16));
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
  });

  it('ends it at once when that is wanted', async () => {
    const old = await fixture.placedKey(place);
    const retired = assertKind(await overlap(old.keyId, 'now'), 'retired');
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
    assert.equal(
      await fixture.lifecycle.copies.read(fixture.at.connectionId, old.keyId),
      undefined,
    );
    assert.ok(await fixture.lifecycle.copies.read(fixture.at.connectionId, retired.keyId));
  });

  it('waits for the person when no grace was chosen', async () => {
    const old = await fixture.placedKey(place);
    assert.equal(assertKind(await overlap(old.keyId), 'overlapping').for, 'grace');
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    const chosen = {
      connectionId: fixture.at.connectionId,
      keyId: old.keyId,
      grace: 'now',
    } as const;
    assertKind(await retire(fixture.lifecycle, chosen), 'retired');
  });

  it('keeps the old key when its planned end is called off, and says so in the ledger', async () => {
    const old = await fixture.placedKey(place);
    const { connectionId } = fixture.at;
    assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    assert.equal((await listPending(fixture.lifecycle))[0]?.plan, 'at');
    // Also where the control plane cannot be reached.
    fixture.server = failing(fixture.server, 'apiKeys', 503);
    const kept = await keepOldKey(fixture.lifecycle, { connectionId, keyId: old.keyId });
    assert.equal(kept.kind, 'staying');
    const [pending] = await listPending(fixture.lifecycle);
    assert.deepEqual([pending?.plan, pending?.for, pending?.dueAt], ['none', 'grace', null]);
    for await (const { kind, keyId } of fixture.lifecycle.ledger.events()) {
      assert.deepEqual([kind, keyId], ['keep-old', old.keyId]);
      return;
    }
    assert.fail('The ledger is empty.');
  });

  it('does not end a kept key at its former time, and ends it once the person says so', async () => {
    const old = await fixture.placedKey(place);
    const of = { connectionId: fixture.at.connectionId, keyId: old.keyId };
    assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    await keepOldKey(fixture.lifecycle, of);
    fixture.pass(minutes(24 * 60));
    await recover(fixture.restart().lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    assertKind(await retire(fixture.lifecycle, { ...of, grace: 'now' }), 'retired');
    assert.equal((await keepOldKey(fixture.lifecycle, of)).kind, 'nothing-to-do');
  });

  it('never keeps the old key past its own expiry', async () => {
    const inTenMinutes = new Date(Date.now() + minutes(10)).toISOString();
    const old = await fixture.placedKey(place, inTenMinutes);
    const { dueAt } = assertKind(await overlap(old.keyId, '24h'), 'overlapping');
    assert.equal(dueAt, (await fixture.row(old.keyId)).expires_at);
  });

  it('plans the end of an old key that lives beyond the year 9999 by the grace', () => {
    const old = { keyId: 'key_old', keyPrefix: 'gk_old', expiresAt: '+010000-01-01T00:00:00.000Z' };
    const planned = retirementFor({ old }, '1h', new Date('2026-11-30T10:00:00Z'));
    assert.equal(planned.dueAt, '2026-11-30T11:00:00.000Z');
  });

  it('ends an old key that is not used any more', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    assertKind(await overlap(old.keyId, 'when-unused'), 'overlapping');
    fixture.pass(minutes(50));
    assert.ok(await fixture.accepts(before));
    await recover(fixture.lifecycle);
    fixture.pass(minutes(50));
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    fixture.pass(minutes(61));
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
  });

  it('ends the new key, and changes nothing else, when its proof is refused', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    fixture.server = refusingProofs(fixture.server);
    const closed = assertKind(await overlap(old.keyId, 'now'), 'closed');
    assert.equal(closed.because, 'proof-refused');
    assert.equal((await fixture.row(closed.keyId ?? '')).status, 'revoked');
    assert.equal(value(), before);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
  });

  it('keeps the old key while a placement cannot be rewritten, until the person decides', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'dirty-editor';
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    assert.equal(waiting.for, 'places');
    assert.deepEqual(waiting.places, [{ place, state: 'refused', reason: 'dirty-editor' }]);
    assert.equal((await fixture.row(old.keyId)).status, 'active');

    const leave = { kind: 'leave-places' } as const;
    assertKind(await resolve(fixture.lifecycle, waiting.operationId, leave), 'retired');
    assert.deepEqual(
      (await fixture.lifecycle.placements.all()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('can be given up while no placement holds the new value', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    fixture.places.refusal = 'dirty-editor';
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    await assertKind(await giveUp(fixture.lifecycle, waiting.operationId), 'cancelled').settling;
    assert.equal((await fixture.row(waiting.keyId ?? '')).status, 'revoked');
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    assert.equal(value(), before);
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('cannot be given up when a placement that holds the new value is out of sight now', async () => {
    const old = await fixture.placedKey(place);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    fixture.places.refused = other;
    const key = await fixture.row(old.keyId);
    const wanted = { ...fixture.at, key, places: [place, other], grace: 'now' } as const;
    const waiting = assertKind(await rotateWithOverlap(fixture.lifecycle, wanted), 'waiting');
    assertKind(await giveUp(fixture.lifecycle, waiting.operationId), 'nothing-to-do');

    fixture.places.isOutOfSight = true;
    const [left] = (await recover(fixture.window().lifecycle)).waiting;
    assert.deepEqual(left?.places, [
      { place, state: 'rewritten' },
      { place: other, state: 'refused', reason: 'outside-folder' },
    ]);
    assertKind(await giveUp(fixture.lifecycle, waiting.operationId), 'nothing-to-do');
  });

  it('does not take a file that this window cannot look at for one that is gone', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    fixture.places.isOutOfSight = true;
    assert.equal(assertKind(await overlap(old.keyId, 'now'), 'waiting').for, 'places');
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    assert.equal((await fixture.lifecycle.placements.all()).length, 1);

    fixture.places.isOutOfSight = false;
    await recover(fixture.window().lifecycle);
    assert.ok(value() !== before && (await fixture.accepts(value())));
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
  });

  describe('of a key that terminals of another window get', () => {
    const given = terminal();
    const ports = (window: Partial<LifecycleFixture['ports']['window']>) => ({
      ...fixture.ports,
      window: { ...fixture.ports.window, ...window },
    });
    const rotated = async (other: LifecycleFixture['ports']) => {
      const old = await fixture.key();
      const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, old.keyId);
      assert.ok(copy);
      const { placements } = openLifecycle(other);
      await placements.remember(given, { ...fixture.at, keyId: old.keyId }, copy);
      const key = await fixture.row(old.keyId);
      const wanted = { ...fixture.at, key, places: [given], grace: 'now' } as const;
      return { old, outcome: await rotateWithOverlap(fixture.lifecycle, wanted) };
    };

    it('leaves the old key alive while that window is open', async () => {
      const { old, outcome } = await rotated(ports({ id: 'another', host: 'elsewhere' }));
      const { places } = assertKind(outcome, 'waiting');
      assert.deepEqual(places, [{ place: given, state: 'refused', reason: 'outside-folder' }]);
      assert.equal((await fixture.row(old.keyId)).status, 'active');
      assert.equal((await fixture.lifecycle.placements.all()).length, 1);
    });

    it('ends the old key when that window is gone', async () => {
      const pid = 2 ** 30; // No system has that many processes.
      const { outcome } = await rotated(ports({ id: 'another', pid, host: hostname() }));
      assert.deepEqual(assertKind(outcome, 'retired').places, [{ place: given, state: 'gone' }]);
      assert.deepEqual(await fixture.lifecycle.placements.all(), []);
    });
  });

  it('goes on by itself when the placement can be rewritten later', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'read-only';
    assertKind(await overlap(old.keyId, 'now'), 'waiting');
    fixture.places.refusal = undefined;
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
    assert.ok(await fixture.accepts(value()));
  });

  it('does not end the old key while another placement still holds it', async () => {
    const old = await fixture.placedKey(place);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    assert.equal(assertKind(await overlap(old.keyId, 'now'), 'overlapping').for, 'old-in-use');
    assert.equal((await fixture.row(old.keyId)).status, 'active');
  });

  for (const grace of ['15min', undefined] as const) {
    it(`is over when somebody ended the new key, and the old one stays and can be rotated (${grace ?? 'no grace'})`, async () => {
      const old = await fixture.placedKey(place);
      const { keyId } = assertKind(await overlap(old.keyId, grace), 'overlapping');
      const key = await fixture.row(keyId);
      assertKind(await revoke(fixture.lifecycle, { ...fixture.at, key }), 'revoked');
      fixture.pass(minutes(16));
      assert.deepEqual((await recover(fixture.lifecycle)).waiting, []);
      assert.equal((await fixture.row(old.keyId)).status, 'active');
      assert.deepEqual(
        fixture.facts.filter(({ kind }) => kind === 'old-key-stays'),
        [{ kind: 'old-key-stays', keyId: old.keyId, endedId: keyId }],
      );
      const again = await overlap(old.keyId, 'now');
      assert.equal(again.kind, 'retired');
    });
  }

  it('waits where the new key has a status that nobody knows, and goes on when it lives again', async () => {
    const old = await fixture.placedKey(place);
    const { keyId } = assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    const { server } = fixture;
    const apiKeys: typeof server.keys.apiKeys = async (...given) =>
      (await server.keys.apiKeys(...given)).map((row) =>
        row.api_key_id === keyId ? { ...row, status: 'suspended' } : row,
      );
    fixture.server = { ...server, keys: { ...server.keys, apiKeys } };
    fixture.pass(minutes(16));
    const { waiting } = await recover(fixture.lifecycle);
    assert.deepEqual(
      waiting.map((pending) => pending.for),
      ['replacement'],
    );
    fixture.server = server;
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'revoked');
  });

  it('waits where the control plane does not list the new key', async () => {
    const old = await fixture.placedKey(place);
    const { keyId } = assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    const { keys } = fixture.server;
    const apiKeys: typeof keys.apiKeys = async (...given) =>
      (await keys.apiKeys(...given)).filter((row) => row.api_key_id !== keyId);
    fixture.server = { ...fixture.server, keys: { ...keys, apiKeys } };
    fixture.pass(minutes(16));
    const { waiting } = await recover(fixture.lifecycle);
    assert.deepEqual(
      waiting.map((pending) => pending.for),
      ['replacement'],
    );
    assert.equal((await fixture.row(old.keyId)).status, 'active');
  });

  for (const grace of ['1h', undefined] as const) {
    it(`is over at the next look once both keys were revoked, and is told once (${grace ?? 'no grace'})`, async () => {
      const old = await fixture.placedKey(place);
      const { keyId } = assertKind(await overlap(old.keyId, grace), 'overlapping');
      for (const id of [old.keyId, keyId]) {
        const key = await fixture.row(id);
        assertKind(await revoke(fixture.lifecycle, { ...fixture.at, key }), 'revoked');
      }
      const byItself = await recover(fixture.lifecycle, { only: () => true });
      assert.equal(byItself.waiting.length, 1, 'nobody asked');
      const { settled, waiting } = await recover(fixture.lifecycle);
      assert.deepEqual([settled, waiting], [1, []]);
      const told = fixture.facts.filter((fact) => fact.kind === 'retired');
      assert.deepEqual(
        told.map((fact) => [fact.keyId, fact.isTold]),
        [[old.keyId, true]],
      );
    });
  }

  it('does not end the old key on a machine that has not proved to keep secrets', async () => {
    const fresh = await openFixture();
    try {
      const old = await fresh.key();
      const wanted = { ...fresh.at, key: await fresh.row(old.keyId), places: [] };
      const outcome = await rotateWithOverlap(fresh.lifecycle, { ...wanted, grace: 'now' });
      assert.equal(assertKind(outcome, 'overlapping').for, 'persistence');
      await recover(fresh.window().lifecycle);
      assert.equal((await fresh.row(old.keyId)).status, 'active');
      await recover(fresh.restart().lifecycle);
      assert.equal((await fresh.row(old.keyId)).status, 'revoked');
    } finally {
      await fresh.dispose();
    }
  });

  it('never ends the old key on a machine that forgets', async () => {
    const old = await fixture.key();
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [] };
    fixture.vault.lose();
    const forgetful = fixture.restart();
    await rotateWithOverlap(forgetful.lifecycle, { ...wanted, grace: 'now' });
    fixture.vault.lose();
    await recover(forgetful.restart().lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
  });

  it('makes no successor of a key that somebody revoked after its row was drawn', async () => {
    const old = await fixture.placedKey(place);
    const key = await fixture.row(old.keyId);
    assertKind(await revoke(fixture.lifecycle, { ...fixture.at, key }), 'revoked');
    const outcome = await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key,
      places: [place],
    });
    assert.equal(assertKind(outcome, 'old-ended').keyPrefix, old.keyPrefix);
    assert.equal((await fixture.rows()).length, 1);
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('makes no successor of a key that another window has rotated meanwhile', async () => {
    const old = await fixture.key();
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [] };
    assertKind(await rotate(fixture.window().lifecycle, wanted), 'rotated');
    assertKind(await rotateWithOverlap(fixture.lifecycle, wanted), 'old-ended');
    assert.equal((await fixture.rows()).length, 2);
  });

  it('asks for nothing while it cannot be known whether the key still is one', async () => {
    const old = await fixture.key();
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [] };
    fixture.server = failing(fixture.server, 'apiKeys', 500);
    assertKind(await rotateWithOverlap(fixture.lifecycle, wanted), 'not-sent');
    assert.equal((await fixture.rows()).length, 1);
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('sees its own successor through when the old key was revoked after it was made', async () => {
    const old = await fixture.key();
    const wanted = { ...fixture.at, key: await fixture.row(old.keyId), places: [] };
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'createApiKey', 500);
    assertKind(await rotateWithOverlap(fixture.lifecycle, { ...wanted, grace: 'now' }), 'waiting');
    fixture.server = healthy;
    assertKind(await revoke(fixture.lifecycle, wanted), 'revoked');
    await recover(fixture.lifecycle);
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
    const live = (await fixture.rows()).filter(({ status }) => status === 'active');
    assert.equal(live.length, 1);
    assert.ok(
      await fixture.lifecycle.copies.read(fixture.at.connectionId, live[0]?.api_key_id ?? ''),
    );
  });

  it('asks for scopes before it makes a second key with full access', async () => {
    const old = await fixture.key();
    const key = { ...(await fixture.row(old.keyId)), scope: [] };
    assertKind(
      await rotateWithOverlap(fixture.lifecycle, { ...fixture.at, key, places: [] }),
      'needs-scope',
    );
  });

  it('can be given up while its proof is still to come', async () => {
    const old = await fixture.placedKey(place);
    const before = value();
    fixture.server = withoutProofs(fixture.server);
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    await assertKind(await giveUp(fixture.lifecycle, waiting.operationId), 'cancelled').settling;
    assert.equal((await fixture.row(waiting.keyId ?? '')).status, 'revoked');
    assert.equal(value(), before);
  });

  it('cannot be given up any more once placements hold the new value', async () => {
    const old = await fixture.placedKey(place);
    const { operationId } = assertKind(await overlap(old.keyId), 'overlapping');
    assertKind(await giveUp(fixture.lifecycle, operationId), 'nothing-to-do');
  });

  it('stops between its steps when the person stops it, and goes on when told to', async () => {
    const old = await fixture.placedKey(place);
    const stop = new AbortController();
    const key = await fixture.row(old.keyId);
    const wanted = { ...fixture.at, key, places: [place], grace: 'now' } as const;
    const outcome = await rotateWithOverlap(fixture.lifecycle, wanted, {
      signal: stop.signal,
      progress: (step) => {
        if (step === 'kept') stop.abort();
      },
    });
    const paused = assertKind(outcome, 'waiting');
    assert.equal(paused.for, 'paused');
    await recover(fixture.lifecycle);
    assert.equal((await fixture.row(old.keyId)).status, 'active');
    assertKind(
      await resolve(fixture.lifecycle, paused.operationId, { kind: 'try-again' }),
      'retired',
    );
  });

  it('says how many places are through, stops between two of them, and goes on with the rest', async () => {
    const others = ['b', 'c', 'd', 'e'].map((name) => dotenv(name));
    const all = [place, ...others];
    const old = await fixture.placedKey(place);
    const before = value();
    for (const other of others) await putAlsoInto(other, old.keyId);
    const stop = new AbortController();
    const told: string[] = [];
    const key = await fixture.row(old.keyId);
    const wanted = { ...fixture.at, key, places: all, grace: 'now' } as const;
    const outcome = await rotateWithOverlap(fixture.lifecycle, wanted, {
      signal: stop.signal,
      progress: (_step, places) => {
        if (places) told.push(`${places.done} of ${places.of}`);
        if (places?.done === 2) stop.abort();
      },
    });
    const paused = assertKind(outcome, 'waiting');
    assert.equal(paused.for, 'paused');
    assert.deepEqual(told, ['1 of 5', '2 of 5']);
    const left = () => all.filter((each) => fixture.places.valueAt(each) === before).length;
    assert.equal(left(), 3);
    assert.ok((await fixture.accepts(before)) && (await fixture.accepts(value())));
    assertKind(await giveUp(fixture.lifecycle, paused.operationId), 'nothing-to-do');
    assertKind(
      await resolve(fixture.lifecycle, paused.operationId, { kind: 'try-again' }),
      'retired',
    );
    assert.equal(left(), 0);
  });

  it('tells of any number of places no more than a hundred times', async () => {
    const old = await fixture.placedKey(place);
    const many = Array.from({ length: 250 }, (_, each) => dotenv(`gone-${each}`));
    const key = await fixture.row(old.keyId);
    let told = 0;
    await rotateWithOverlap(
      fixture.lifecycle,
      { ...fixture.at, key, places: [place, ...many] },
      {
        progress: (_step, places) => {
          told += places ? 1 : 0;
        },
      },
    );
    assert.ok(told > 10 && told <= 100, `${told} times`);
  });
});
