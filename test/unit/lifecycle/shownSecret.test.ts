import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { leaveForLater, resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { openLifecycle, type LifecycleContext } from '../../../src/lifecycle/context.ts';
import { assertKind } from './assertKind.ts';
import { inADay, openProvenFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv } from './memoryPlaces.ts';

describe('a secret that the person has seen', () => {
  let fixture: LifecycleFixture;
  const place = dotenv();
  beforeEach(async () => {
    fixture = await openProvenFixture();
    await fixture.lifecycle.strongbox.prepare();
  });
  afterEach(() => fixture.dispose());

  const wanted = async (keyId: string) => ({
    ...fixture.at,
    key: await fixture.row(keyId),
    places: [place],
  });
  const kinds = () => fixture.facts.map(({ kind }) => kind);
  /** A machine without a keyring is started again, and recovery runs. */
  const forgetAll = async () => {
    fixture.vault.mood = 'good';
    fixture.vault.lose();
    fixture.facts.length = 0;
    return recover(fixture.restart().lifecycle);
  };

  it('is not rotated when the overlap waits and the machine forgets it', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'read-only';
    const { keyId } = assertKind(
      await rotateWithOverlap(fixture.lifecycle, await wanted(old.keyId)),
      'waiting',
    );
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId ?? '');
    assert.ok(secret);
    const { waiting } = await forgetAll();
    assert.ok(await fixture.accepts(secret));
    assert.deepEqual(
      waiting.map((pending) => [pending.for, pending.newKeyId]),
      [['replacement', keyId]],
    );
    assert.deepEqual(kinds(), ['copies-missing', 'waiting']);
  });

  it('is known to be lost from then on', async () => {
    const old = await fixture.placedKey(place);
    fixture.places.refusal = 'read-only';
    const { keyId } = assertKind(
      await rotateWithOverlap(fixture.lifecycle, await wanted(old.keyId)),
      'waiting',
    );
    fixture.vault.lose();
    const { lifecycle } = fixture.restart();
    await recover(lifecycle);
    assert.ok((await lifecycle.copies.lost()).some((marker) => marker.keyId === keyId));
  });

  it('is not rotated when the person put it elsewhere', async () => {
    const old = await fixture.placedKey(place);
    fixture.vault.mood = 'throws';
    const asked = await rotateWithOverlap(fixture.lifecycle, await wanted(old.keyId));
    const { operationId, secret } = assertKind(asked, 'not-kept');
    fixture.places.refusal = 'read-only';
    const decision = { kind: 'placed-elsewhere', secret, how: 'copy' } as const;
    assertKind(await resolve(fixture.lifecycle, operationId, decision), 'waiting');
    const { waiting } = await forgetAll();
    assert.ok(await fixture.accepts(secret));
    assert.equal(waiting[0]?.for, 'replacement');
  });

  it('ends a rotation whose placements are then the old key’s', async () => {
    const old = await fixture.placedKey(place);
    fixture.vault.mood = 'throws';
    const asked = await rotate(fixture.lifecycle, await wanted(old.keyId));
    const { operationId, secret } = assertKind(asked, 'not-kept');
    const read = fixture.places.read.bind(fixture.places);
    fixture.places.read = () => Promise.reject(new Error('killed'));
    const decision = { kind: 'placed-elsewhere', secret, how: 'env-write' } as const;
    await assert.rejects(resolve(fixture.lifecycle, operationId, decision), /killed/);
    fixture.places.read = read;
    const { waiting } = await forgetAll();
    assert.ok(await fixture.accepts(secret));
    assert.deepEqual(waiting, []);
    assert.deepEqual(
      (await fixture.lifecycle.placements.all()).map(({ keyId, state }) => [keyId, state]),
      [[old.keyId, 'stale']],
    );
    assert.ok(kinds().includes('copies-missing'));
  });

  describe('while it is asked where it goes', () => {
    const ask = async () => {
      fixture.vault.mood = 'forgets';
      const at = { ...fixture.at, serviceAccountId: fixture.accountId, expiresAt: inADay() };
      return assertKind(
        await issue(fixture.lifecycle, { ...at, scope: ['runs:write'] }),
        'not-kept',
      );
    };

    it('is nobody else’s', async () => {
      const { operationId, secret } = await ask();
      await recover(fixture.window().lifecycle);
      await recover(fixture.lifecycle);
      const decision = { kind: 'placed-elsewhere', secret, how: 'copy' } as const;
      await assertKind(await resolve(fixture.lifecycle, operationId, decision), 'kept').settling;
      fixture.vault.mood = 'good';
      await recover(fixture.restart().lifecycle);
      assert.ok(await fixture.accepts(secret));
    });

    it('is any window’s once it is left for later', async () => {
      const asked = await ask();
      fixture.vault.mood = 'good';
      await leaveForLater(fixture.lifecycle, asked);
      const { settled } = await recover(fixture.window().lifecycle);
      assert.equal(settled, 1);
    });
  });

  it('stays a loan’s while its window is there, however long the machine slept', async () => {
    const { keyId } = await fixture.key();
    const windowOf = (id: string): LifecycleContext =>
      openLifecycle({ ...fixture.ports, window: { id, pid: process.pid, host: hostname() } });
    const terms = { scope: ['runs:write'], minutes: 60, borrower: 'a task' } as const;
    const lent = await lend(windowOf('one'), {
      ...fixture.at,
      key: await fixture.row(keyId),
      ...terms,
    });
    const { secret } = assertKind(lent, 'lent');
    fixture.pass(5 * 60_000);
    await recover(windowOf('other'));
    assert.ok(await fixture.accepts(secret));
  });
});
