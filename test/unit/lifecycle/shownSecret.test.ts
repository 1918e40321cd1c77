import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { leaveForLater, resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { openRoom, type Room } from '../../../src/lifecycle/room.ts';
import { assertKind } from './assertKind.ts';
import { inADay, openProvenDesk, type Desk } from './desk.ts';
import { dotenv } from './memoryPlaces.ts';

describe('a secret that the person has seen', () => {
  let desk: Desk;
  const place = dotenv();
  beforeEach(async () => {
    desk = await openProvenDesk();
    await desk.room.strongbox.prepare();
  });
  afterEach(() => desk.dispose());

  const wanted = async (keyId: string) => ({
    ...desk.at,
    key: await desk.row(keyId),
    places: [place],
  });
  const kinds = () => desk.facts.map(({ kind }) => kind);
  /** A machine without a keyring is started again, and recovery runs. */
  const forgetAll = async () => {
    desk.vault.mood = 'good';
    desk.vault.lose();
    desk.facts.length = 0;
    return recover(desk.restart().room);
  };

  it('is not rotated when the overlap waits and the machine forgets it', async () => {
    const old = await desk.placedKey(place);
    desk.places.refusal = 'read-only';
    const { keyId } = assertKind(
      await rotateWithOverlap(desk.room, await wanted(old.keyId)),
      'waiting',
    );
    const secret = await desk.room.copies.read(desk.at.connectionId, keyId ?? '');
    assert.ok(secret);
    const { waiting } = await forgetAll();
    assert.ok(await desk.accepts(secret));
    assert.deepEqual(
      waiting.map((pending) => [pending.for, pending.newKeyId]),
      [['replacement', keyId]],
    );
    assert.deepEqual(kinds(), ['copies-missing', 'waiting']);
  });

  it('is not rotated when the person put it elsewhere', async () => {
    const old = await desk.placedKey(place);
    desk.vault.mood = 'throws';
    const asked = await rotateWithOverlap(desk.room, await wanted(old.keyId));
    const { operationId, secret } = assertKind(asked, 'not-kept');
    desk.places.refusal = 'read-only';
    const decision = { kind: 'placed-elsewhere', secret, how: 'copy' } as const;
    assertKind(await resolve(desk.room, operationId, decision), 'waiting');
    const { waiting } = await forgetAll();
    assert.ok(await desk.accepts(secret));
    assert.equal(waiting[0]?.for, 'replacement');
  });

  it('ends a rotation whose placements are then the old key’s', async () => {
    const old = await desk.placedKey(place);
    desk.vault.mood = 'throws';
    const asked = await rotate(desk.room, await wanted(old.keyId));
    const { operationId, secret } = assertKind(asked, 'not-kept');
    const read = desk.places.read.bind(desk.places);
    desk.places.read = () => Promise.reject(new Error('killed'));
    const decision = { kind: 'placed-elsewhere', secret, how: 'env-write' } as const;
    await assert.rejects(resolve(desk.room, operationId, decision), /killed/);
    desk.places.read = read;
    const { waiting } = await forgetAll();
    assert.ok(await desk.accepts(secret));
    assert.deepEqual(waiting, []);
    assert.deepEqual(
      (await desk.room.placements.all()).map(({ keyId, state }) => [keyId, state]),
      [[old.keyId, 'stale']],
    );
    assert.ok(kinds().includes('copies-missing'));
  });

  describe('while it is asked where it goes', () => {
    const ask = async () => {
      desk.vault.mood = 'forgets';
      const at = { ...desk.at, serviceAccountId: desk.accountId, expiresAt: inADay() };
      return assertKind(await issue(desk.room, { ...at, scope: ['runs:write'] }), 'not-kept');
    };

    it('is nobody else’s', async () => {
      const { operationId, secret } = await ask();
      await recover(desk.window().room);
      await recover(desk.room);
      const decision = { kind: 'placed-elsewhere', secret, how: 'copy' } as const;
      await assertKind(await resolve(desk.room, operationId, decision), 'kept').settling;
      desk.vault.mood = 'good';
      await recover(desk.restart().room);
      assert.ok(await desk.accepts(secret));
    });

    it('is any window’s once it is left for later', async () => {
      const asked = await ask();
      desk.vault.mood = 'good';
      await leaveForLater(desk.room, asked);
      const { settled } = await recover(desk.window().room);
      assert.equal(settled, 1);
    });
  });

  it('stays a loan’s while its window is there, however long the machine slept', async () => {
    const { keyId } = await desk.key();
    const windowOf = (id: string): Room =>
      openRoom({ ...desk.ports, window: { id, pid: process.pid, host: hostname() } });
    const terms = { scope: ['runs:write'], minutes: 60, borrower: 'a task' } as const;
    const lent = await lend(windowOf('one'), {
      ...desk.at,
      key: await desk.row(keyId),
      ...terms,
    });
    const { secret } = assertKind(lent, 'lent');
    desk.pass(5 * 60_000);
    await recover(windowOf('other'));
    assert.ok(await desk.accepts(secret));
  });
});
