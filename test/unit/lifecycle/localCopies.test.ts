import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import {
  forgetCopy,
  forgetEverything,
  importCopy,
} from '../../../src/lifecycle/copies/localCopies.ts';
import { findMissingCopies } from '../../../src/lifecycle/copies/missingCopies.ts';
import { openDesk, type Desk } from './desk.ts';

describe('local copies', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.room.checkPersistence();
  });
  afterEach(() => desk.dispose());

  const missing = (at: Desk) => findMissingCopies(at.room.copies, at.room.checkPersistence);
  const keyAt = (keyId: string, keyPrefix: string) => ({
    ...desk.at,
    key: { api_key_id: keyId, key_prefix: keyPrefix },
  });

  it('are told to be missing when the vault was emptied', async () => {
    const { keyId } = await desk.key();
    assert.deepEqual(await missing(desk), { kind: 'known', missing: [] });
    desk.vault.lose();
    const found = await missing(desk.restart());
    assert.ok(found.kind === 'known');
    assert.deepEqual(
      found.missing.map((marker) => marker.keyId),
      [keyId],
    );
  });

  it('are not called missing while the vault is locked', async () => {
    await desk.key();
    const next = desk.restart();
    desk.vault.mood = 'throws';
    assert.deepEqual(await missing(next), { kind: 'unknown' });
  });

  it('are listed without asking the vault', async () => {
    const { keyId } = await desk.key();
    desk.vault.mood = 'throws';
    assert.deepEqual(
      (await desk.room.copies.held()).map((marker) => marker.keyId),
      [keyId],
    );
  });

  it('can be imported, but only under their own key', async () => {
    const secret = new Secret('grk_live_0123456789abcdef_and_more');
    assert.equal(
      await importCopy(desk.room, keyAt('k', 'grk_live_another____'), secret),
      'other-key',
    );
    assert.equal(await importCopy(desk.room, keyAt('k', secret.keyPrefix), secret), 'imported');
    assert.ok((await desk.room.copies.read(desk.at.connectionId, 'k'))?.equals(secret));
  });

  it('can be forgotten, and their value is still recognised as a past one', async () => {
    const { keyId, keyPrefix } = await desk.key();
    const secret = await desk.room.copies.read(desk.at.connectionId, keyId);
    assert.ok(secret);
    await forgetCopy(desk.room, keyAt(keyId, keyPrefix));
    assert.equal(await desk.room.copies.read(desk.at.connectionId, keyId), undefined);
    assert.deepEqual(await desk.room.copies.held(), []);
    const whose = await desk.room.copies.whose(secret);
    assert.deepEqual([whose?.keyId, whose?.state], [keyId, 'let-go']);
  });

  it('leave nothing in the vault when everything is forgotten', async () => {
    await desk.key();
    await forgetEverything(desk.room);
    assert.deepEqual([...desk.vault.kept.keys()], []);
    assert.equal(await desk.restart().room.checkPersistence(), 'unproven');
  });

  it('are known by a fingerprint that another install does not share', async () => {
    const secret = new Secret('grk_live_0123456789abcdef_and_more');
    const mine = await desk.room.placements.fingerprint(secret);
    const other = await openDesk();
    try {
      assert.equal(await desk.window().room.placements.fingerprint(secret), mine);
      assert.notEqual(await other.room.placements.fingerprint(secret), mine);
    } finally {
      await other.dispose();
    }
  });
});

describe('the persistence canary', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.dispose());

  it('proves nothing in the session that planted it, in whichever window', async () => {
    assert.equal(await desk.room.checkPersistence(), 'unproven');
    assert.equal(await desk.window().room.checkPersistence(), 'unproven');
  });

  it('is a proof when a later session finds it', async () => {
    await desk.room.checkPersistence();
    assert.equal(await desk.restart().room.checkPersistence(), 'proven');
  });

  it('shows a machine that forgets, until a later session finds the next one', async () => {
    await desk.room.checkPersistence();
    desk.vault.lose();
    const second = desk.restart();
    assert.equal(await second.room.checkPersistence(), 'forgets');
    assert.equal(await second.restart().room.checkPersistence(), 'proven');
  });

  it('concludes nothing while it cannot be planted', async () => {
    desk.breakDisk('EROFS');
    assert.equal(await desk.room.checkPersistence(), 'unavailable');
    desk.mendDisk();
    assert.equal(await desk.room.checkPersistence(), 'unproven');
  });

  it('concludes nothing from a locked vault', async () => {
    await desk.room.checkPersistence();
    const next = desk.restart();
    desk.vault.mood = 'throws';
    assert.equal(await next.room.checkPersistence(), 'unavailable');
    desk.vault.mood = 'good';
    assert.equal(await next.room.checkPersistence(), 'proven');
  });
});
