import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import type { Grace } from '../../../src/lifecycle/journal/entry.ts';
import { giveUp } from '../../../src/lifecycle/drive/giveUp.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { listPending } from '../../../src/lifecycle/journal/pending.ts';
import { keepOldKey } from '../../../src/lifecycle/protocols/keepOld.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { retire } from '../../../src/lifecycle/protocols/retire.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { openRoom } from '../../../src/lifecycle/room.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { assertKind } from './assertKind.ts';
import { failing, refusingProofs, withoutProofs } from './badServers.ts';
import { inADay, openDesk, openProvenDesk, type Desk } from './desk.ts';
import { dotenv, terminal } from './memoryPlaces.ts';

const minutes = (count: number) => count * 60_000;

describe('rotating with overlap', () => {
  let desk: Desk;
  const place = dotenv();
  beforeEach(async () => {
    desk = await openProvenDesk();
  });
  afterEach(() => desk.dispose());

  const putAlsoInto = async (other: ReturnType<typeof dotenv>, keyId: string) => {
    const copy = await desk.room.copies.read(desk.at.connectionId, keyId);
    assert.ok(copy);
    desk.places.put(other, copy.reveal());
    await desk.room.placements.remember(other, { ...desk.at, keyId }, copy);
  };
  const overlap = async (keyId: string, grace?: Grace) =>
    rotateWithOverlap(desk.room, {
      ...desk.at,
      key: await desk.row(keyId),
      places: [place],
      ...(grace ? { grace } : {}),
    });
  const value = () => desk.places.valueAt(place) ?? '';

  it('has both keys alive, and the new one in place, until the old one is retired', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    const overlapping = assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    assert.ok((await desk.accepts(before)) && (await desk.accepts(value())));
    assert.notEqual(value(), before);
    assert.equal(overlapping.for, 'due');

    desk.pass(minutes(59));
    await recover(desk.room);
    assert.ok(await desk.accepts(before));
    desk.pass(minutes(2));
    await recover(desk.room);
    assert.ok(!(await desk.accepts(before)) && (await desk.accepts(value())));
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });

  it('ends the old key after a restart, too', async () => {
    const old = await desk.placedKey(place);
    assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    desk.pass(minutes(16));
    await recover(desk.restart().room);
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
  });

  it('does not take the old key for expired by a clock that is ahead of the control plane', async () => {
    desk.tellsTime = true;
    const inAnHour = new Date(Date.now() + minutes(60)).toISOString();
    const old = await desk.placedKey(place, inAnHour);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    desk.pass(minutes(120));
    await rotateWithOverlap(desk.room, {
      ...desk.at,
      key: await desk.row(old.keyId),
      places: [place],
      expiresAt: inADay(),
      grace: '24h',
    });
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
    const [waiting] = await listPending(desk.room);
    assert.equal(waiting?.for, 'due');
  });

  for (const hours of [-2, -0.5, 0.5, 2]) {
    it(`ends the old key by the control plane's clock where this machine's is ${hours} h ahead`, async () => {
      const old = await desk.placedKey(place, new Date(Date.now() + minutes(60)).toISOString());
      const before = value();
      desk.tellsTime = true;
      desk.pass(minutes(60 * hours));
      assertKind(await overlap(old.keyId, '15min'), 'overlapping');
      const due = (await listPending(desk.room))[0]?.dueAt ?? '';
      assert.ok(Math.abs(Date.parse(due) - Date.now() - minutes(15)) < minutes(1), due);

      desk.passEverywhere(minutes(14));
      await recover(desk.room);
      assert.ok(await desk.accepts(before));
      desk.passEverywhere(minutes(2));
      await recover(desk.room);
      assert.ok(!(await desk.accepts(before)) && (await desk.accepts(value())));
    });

    it(`never plans its end past its own expiry where this machine's is ${hours} h ahead`, async () => {
      const own = new Date(Date.now() + minutes(50)).toISOString();
      const old = await desk.placedKey(place, own);
      desk.tellsTime = true;
      desk.pass(minutes(60 * hours));
      assertKind(await overlap(old.keyId), 'overlapping');
      const { connectionId } = desk.at;
      const { keyId } = old;
      assertKind(await retire(desk.room, { connectionId, keyId, grace: '24h' }), 'overlapping');
      assert.equal((await listPending(desk.room))[0]?.dueAt, (await desk.row(keyId)).expires_at);
      assert.equal((await desk.row(keyId)).status, 'active');
    });
  }

  it('goes on with its end where the clock of this machine is set right meanwhile', async () => {
    const old = await desk.placedKey(place);
    desk.tellsTime = true;
    desk.pass(minutes(120));
    assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    desk.pass(minutes(-120));
    desk.passEverywhere(minutes(16));
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
  });

  it('ends it at once when that is wanted', async () => {
    const old = await desk.placedKey(place);
    const retired = assertKind(await overlap(old.keyId, 'now'), 'retired');
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
    assert.equal(await desk.room.copies.read(desk.at.connectionId, old.keyId), undefined);
    assert.ok(await desk.room.copies.read(desk.at.connectionId, retired.keyId));
  });

  it('waits for the person when no grace was chosen', async () => {
    const old = await desk.placedKey(place);
    assert.equal(assertKind(await overlap(old.keyId), 'overlapping').for, 'grace');
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
    const chosen = { connectionId: desk.at.connectionId, keyId: old.keyId, grace: 'now' } as const;
    assertKind(await retire(desk.room, chosen), 'retired');
  });

  it('keeps the old key when its planned end is called off, and says so in the ledger', async () => {
    const old = await desk.placedKey(place);
    const { connectionId } = desk.at;
    assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    assert.equal((await listPending(desk.room))[0]?.plan, 'at');
    // Also where the control plane cannot be reached.
    desk.server = failing(desk.server, 'apiKeys', 503);
    const kept = await keepOldKey(desk.room, { connectionId, keyId: old.keyId });
    assert.equal(kept.kind, 'staying');
    const [pending] = await listPending(desk.room);
    assert.deepEqual([pending?.plan, pending?.for, pending?.dueAt], ['none', 'grace', null]);
    for await (const { kind, keyId } of desk.room.ledger.events()) {
      assert.deepEqual([kind, keyId], ['keep-old', old.keyId]);
      return;
    }
    assert.fail('The ledger is empty.');
  });

  it('does not end a kept key at its former time, and ends it once the person says so', async () => {
    const old = await desk.placedKey(place);
    const of = { connectionId: desk.at.connectionId, keyId: old.keyId };
    assertKind(await overlap(old.keyId, '1h'), 'overlapping');
    await keepOldKey(desk.room, of);
    desk.pass(minutes(24 * 60));
    await recover(desk.restart().room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
    assertKind(await retire(desk.room, { ...of, grace: 'now' }), 'retired');
    assert.equal((await keepOldKey(desk.room, of)).kind, 'nothing-to-do');
  });

  it('never keeps the old key past its own expiry', async () => {
    const inTenMinutes = new Date(Date.now() + minutes(10)).toISOString();
    const old = await desk.placedKey(place, inTenMinutes);
    const { dueAt } = assertKind(await overlap(old.keyId, '24h'), 'overlapping');
    assert.equal(dueAt, (await desk.row(old.keyId)).expires_at);
  });

  it('ends an old key that is not used any more', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    assertKind(await overlap(old.keyId, 'when-unused'), 'overlapping');
    desk.pass(minutes(50));
    assert.ok(await desk.accepts(before));
    await recover(desk.room);
    desk.pass(minutes(50));
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
    desk.pass(minutes(61));
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
  });

  it('ends the new key, and changes nothing else, when its proof is refused', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    desk.server = refusingProofs(desk.server);
    const closed = assertKind(await overlap(old.keyId, 'now'), 'closed');
    assert.equal(closed.because, 'proof-refused');
    assert.equal((await desk.row(closed.keyId ?? '')).status, 'revoked');
    assert.equal(value(), before);
    assert.equal((await desk.row(old.keyId)).status, 'active');
  });

  it('keeps the old key while a placement cannot be rewritten, until the person decides', async () => {
    const old = await desk.placedKey(place);
    desk.places.refusal = 'dirty-editor';
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    assert.equal(waiting.for, 'places');
    assert.deepEqual(waiting.places, [{ place, state: 'refused', reason: 'dirty-editor' }]);
    assert.equal((await desk.row(old.keyId)).status, 'active');

    const leave = { kind: 'leave-places' } as const;
    assertKind(await resolve(desk.room, waiting.operationId, leave), 'retired');
    assert.deepEqual(
      (await desk.room.placements.all()).map(({ state }) => state),
      ['stale'],
    );
  });

  it('can be given up while no placement holds the new value', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    desk.places.refusal = 'dirty-editor';
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    await assertKind(await giveUp(desk.room, waiting.operationId), 'cancelled').settling;
    assert.equal((await desk.row(waiting.keyId ?? '')).status, 'revoked');
    assert.equal((await desk.row(old.keyId)).status, 'active');
    assert.equal(value(), before);
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });

  it('cannot be given up when a placement that holds the new value is out of sight now', async () => {
    const old = await desk.placedKey(place);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    desk.places.refused = other;
    const key = await desk.row(old.keyId);
    const wanted = { ...desk.at, key, places: [place, other], grace: 'now' } as const;
    const waiting = assertKind(await rotateWithOverlap(desk.room, wanted), 'waiting');
    assertKind(await giveUp(desk.room, waiting.operationId), 'nothing-to-do');

    desk.places.isOutOfSight = true;
    const [left] = (await recover(desk.window().room)).waiting;
    assert.deepEqual(left?.places, [
      { place, state: 'rewritten' },
      { place: other, state: 'refused', reason: 'outside-folder' },
    ]);
    assertKind(await giveUp(desk.room, waiting.operationId), 'nothing-to-do');
  });

  it('does not take a file that this window cannot look at for one that is gone', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    desk.places.isOutOfSight = true;
    assert.equal(assertKind(await overlap(old.keyId, 'now'), 'waiting').for, 'places');
    assert.equal((await desk.row(old.keyId)).status, 'active');
    assert.equal((await desk.room.placements.all()).length, 1);

    desk.places.isOutOfSight = false;
    await recover(desk.window().room);
    assert.ok(value() !== before && (await desk.accepts(value())));
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
  });

  describe('of a key that terminals of another window get', () => {
    const given = terminal();
    const ports = (window: Partial<Desk['ports']['window']>) => ({
      ...desk.ports,
      window: { ...desk.ports.window, ...window },
    });
    const rotated = async (other: Desk['ports']) => {
      const old = await desk.key();
      const copy = await desk.room.copies.read(desk.at.connectionId, old.keyId);
      assert.ok(copy);
      const { placements } = openRoom(other);
      await placements.remember(given, { ...desk.at, keyId: old.keyId }, copy);
      const key = await desk.row(old.keyId);
      const wanted = { ...desk.at, key, places: [given], grace: 'now' } as const;
      return { old, outcome: await rotateWithOverlap(desk.room, wanted) };
    };

    it('leaves the old key alive while that window is open', async () => {
      const { old, outcome } = await rotated(ports({ id: 'another', host: 'elsewhere' }));
      const { places } = assertKind(outcome, 'waiting');
      assert.deepEqual(places, [{ place: given, state: 'refused', reason: 'outside-folder' }]);
      assert.equal((await desk.row(old.keyId)).status, 'active');
      assert.equal((await desk.room.placements.all()).length, 1);
    });

    it('ends the old key when that window is gone', async () => {
      const pid = 2 ** 30; // No system has that many processes.
      const { outcome } = await rotated(ports({ id: 'another', pid, host: hostname() }));
      assert.deepEqual(assertKind(outcome, 'retired').places, [{ place: given, state: 'gone' }]);
      assert.deepEqual(await desk.room.placements.all(), []);
    });
  });

  it('goes on by itself when the placement can be rewritten later', async () => {
    const old = await desk.placedKey(place);
    desk.places.refusal = 'read-only';
    assertKind(await overlap(old.keyId, 'now'), 'waiting');
    desk.places.refusal = undefined;
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'revoked');
    assert.ok(await desk.accepts(value()));
  });

  it('does not end the old key while another placement still holds it', async () => {
    const old = await desk.placedKey(place);
    const other = dotenv('other');
    await putAlsoInto(other, old.keyId);
    assert.equal(assertKind(await overlap(old.keyId, 'now'), 'overlapping').for, 'old-in-use');
    assert.equal((await desk.row(old.keyId)).status, 'active');
  });

  it('does not end the old key when somebody ended the new one meanwhile', async () => {
    const old = await desk.placedKey(place);
    const overlapping = assertKind(await overlap(old.keyId, '15min'), 'overlapping');
    const key = await desk.row(overlapping.keyId);
    assertKind(await revoke(desk.room, { ...desk.at, key }), 'revoked');
    desk.pass(minutes(16));
    const { waiting } = await recover(desk.room);
    assert.deepEqual(
      waiting.map((pending) => pending.for),
      ['replacement'],
    );
    assert.equal((await desk.row(old.keyId)).status, 'active');
  });

  it('does not end the old key on a machine that has not proved to keep secrets', async () => {
    const fresh = await openDesk();
    try {
      const old = await fresh.key();
      const wanted = { ...fresh.at, key: await fresh.row(old.keyId), places: [] };
      const outcome = await rotateWithOverlap(fresh.room, { ...wanted, grace: 'now' });
      assert.equal(assertKind(outcome, 'overlapping').for, 'persistence');
      await recover(fresh.window().room);
      assert.equal((await fresh.row(old.keyId)).status, 'active');
      await recover(fresh.restart().room);
      assert.equal((await fresh.row(old.keyId)).status, 'revoked');
    } finally {
      await fresh.dispose();
    }
  });

  it('never ends the old key on a machine that forgets', async () => {
    const old = await desk.key();
    const wanted = { ...desk.at, key: await desk.row(old.keyId), places: [] };
    desk.vault.lose();
    const forgetful = desk.restart();
    await rotateWithOverlap(forgetful.room, { ...wanted, grace: 'now' });
    desk.vault.lose();
    await recover(forgetful.restart().room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
  });

  it('makes no heir of a key that somebody revoked after its row was drawn', async () => {
    const old = await desk.placedKey(place);
    const key = await desk.row(old.keyId);
    assertKind(await revoke(desk.room, { ...desk.at, key }), 'revoked');
    const outcome = await rotateWithOverlap(desk.room, { ...desk.at, key, places: [place] });
    assert.equal(assertKind(outcome, 'old-ended').keyPrefix, old.keyPrefix);
    assert.equal((await desk.rows()).length, 1);
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });

  it('makes no heir of a key that another window has rotated meanwhile', async () => {
    const old = await desk.key();
    const wanted = { ...desk.at, key: await desk.row(old.keyId), places: [] };
    assertKind(await rotate(desk.window().room, wanted), 'rotated');
    assertKind(await rotateWithOverlap(desk.room, wanted), 'old-ended');
    assert.equal((await desk.rows()).length, 2);
  });

  it('asks for nothing while it cannot be known whether the key still is one', async () => {
    const old = await desk.key();
    const wanted = { ...desk.at, key: await desk.row(old.keyId), places: [] };
    desk.server = failing(desk.server, 'apiKeys', 500);
    assertKind(await rotateWithOverlap(desk.room, wanted), 'not-sent');
    assert.equal((await desk.rows()).length, 1);
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });

  it('sees its own heir through when the old key was revoked after the heir was made', async () => {
    const old = await desk.key();
    const wanted = { ...desk.at, key: await desk.row(old.keyId), places: [] };
    const healthy = desk.server;
    desk.server = failing(healthy, 'createApiKey', 500);
    assertKind(await rotateWithOverlap(desk.room, { ...wanted, grace: 'now' }), 'waiting');
    desk.server = healthy;
    assertKind(await revoke(desk.room, wanted), 'revoked');
    await recover(desk.room);
    assert.deepEqual((await desk.room.journal.find()).entries, []);
    const live = (await desk.rows()).filter(({ status }) => status === 'active');
    assert.equal(live.length, 1);
    assert.ok(await desk.room.copies.read(desk.at.connectionId, live[0]?.api_key_id ?? ''));
  });

  it('asks for scopes before it makes a second key with full access', async () => {
    const old = await desk.key();
    const key = { ...(await desk.row(old.keyId)), scope: [] };
    assertKind(await rotateWithOverlap(desk.room, { ...desk.at, key, places: [] }), 'needs-scope');
  });

  it('can be given up while its proof is still to come', async () => {
    const old = await desk.placedKey(place);
    const before = value();
    desk.server = withoutProofs(desk.server);
    const waiting = assertKind(await overlap(old.keyId, 'now'), 'waiting');
    await assertKind(await giveUp(desk.room, waiting.operationId), 'cancelled').settling;
    assert.equal((await desk.row(waiting.keyId ?? '')).status, 'revoked');
    assert.equal(value(), before);
  });

  it('cannot be given up any more once placements hold the new value', async () => {
    const old = await desk.placedKey(place);
    const { operationId } = assertKind(await overlap(old.keyId), 'overlapping');
    assertKind(await giveUp(desk.room, operationId), 'nothing-to-do');
  });

  it('stops between its steps when the person stops it, and goes on when told to', async () => {
    const old = await desk.placedKey(place);
    const stop = new AbortController();
    const key = await desk.row(old.keyId);
    const wanted = { ...desk.at, key, places: [place], grace: 'now' } as const;
    const outcome = await rotateWithOverlap(desk.room, wanted, {
      signal: stop.signal,
      progress: (step) => {
        if (step === 'kept') stop.abort();
      },
    });
    const paused = assertKind(outcome, 'waiting');
    assert.equal(paused.for, 'paused');
    await recover(desk.room);
    assert.equal((await desk.row(old.keyId)).status, 'active');
    assertKind(await resolve(desk.room, paused.operationId, { kind: 'try-again' }), 'retired');
  });
});
