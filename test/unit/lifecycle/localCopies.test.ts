import assert from 'node:assert/strict';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import {
  forgetCopy,
  forgetEverything,
  importCopy,
} from '../../../src/lifecycle/protocols/localCopies.ts';
import { findMissingCopies } from '../../../src/lifecycle/copies/missingCopies.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('local copies', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
    await fixture.lifecycle.checkPersistence();
  });
  afterEach(() => fixture.dispose());

  const missing = (at: LifecycleFixture) =>
    findMissingCopies(at.lifecycle.copies, at.lifecycle.checkPersistence);
  const keyAt = (keyId: string, keyPrefix: string) => ({
    ...fixture.at,
    key: { api_key_id: keyId, key_prefix: keyPrefix },
  });

  it('are told to be missing when the vault was emptied', async () => {
    const { keyId } = await fixture.key();
    assert.deepEqual(await missing(fixture), { kind: 'known', missing: [] });
    fixture.vault.lose();
    const found = await missing(fixture.restart());
    assert.ok(found.kind === 'known');
    assert.deepEqual(
      found.missing.map((marker) => marker.keyId),
      [keyId],
    );
  });

  it('are not called missing while the vault is locked', async () => {
    await fixture.key();
    const next = fixture.restart();
    fixture.vault.mood = 'throws';
    assert.deepEqual(await missing(next), { kind: 'unknown' });
  });

  it('stay lost without asking the vault again, until one is kept anew or found again', async () => {
    const { keyId } = await fixture.key();
    const { keyId: another } = await fixture.key();
    const { connectionId } = fixture.at;
    const next = fixture.restart();
    const { copies } = next.lifecycle;
    const lost = async () => (await copies.lost()).map((marker) => marker.keyId).toSorted();
    const secret = await copies.read(connectionId, keyId);
    const values = [...fixture.vault.kept];
    fixture.vault.lose();
    assert.deepEqual(await lost(), [], 'nobody has looked yet');
    await missing(next);
    fixture.vault.mood = 'throws';
    assert.deepEqual(await lost(), [keyId, another].toSorted());
    fixture.vault.mood = 'good';

    const { key_prefix: keyPrefix } = await fixture.row(keyId);
    fixture.pass(1);
    await importCopy(next.window().lifecycle, keyAt(keyId, keyPrefix), secret!);
    assert.deepEqual(await lost(), [another], 'another window has one of them again');
    for (const [name, value] of values) fixture.vault.kept.set(name, value);
    await copies.read(connectionId, another);
    assert.deepEqual(await lost(), []);
  });

  it('are not lost where they were let go on purpose', async () => {
    const { keyId, keyPrefix } = await fixture.key();
    const next = fixture.restart();
    fixture.vault.lose();
    await missing(next);
    await forgetCopy(next.lifecycle, keyAt(keyId, keyPrefix));
    assert.deepEqual(await next.lifecycle.copies.lost(), []);
  });

  it('are not taken for lost by a vault that keeps nothing now', async () => {
    await fixture.key();
    const next = fixture.restart();
    fixture.vault.mood = 'forgets';
    await missing(next);
    assert.deepEqual(await next.lifecycle.copies.lost(), []);
  });

  it('are listed without asking the vault', async () => {
    const { keyId } = await fixture.key();
    fixture.vault.mood = 'throws';
    assert.deepEqual(
      (await fixture.lifecycle.copies.held()).map((marker) => marker.keyId),
      [keyId],
    );
  });

  it('can be imported, but only under their own key', async () => {
    const secret = new Secret('grk_live_0123456789abcdef_and_more');
    assert.equal(
      await importCopy(fixture.lifecycle, keyAt('k', 'grk_live_another____'), secret),
      'other-key',
    );
    assert.equal(
      await importCopy(fixture.lifecycle, keyAt('k', secret.keyPrefix), secret),
      'imported',
    );
    assert.ok((await fixture.lifecycle.copies.read(fixture.at.connectionId, 'k'))?.equals(secret));
  });

  it('can be forgotten, and their value is still recognised as a past one', async () => {
    const { keyId, keyPrefix } = await fixture.key();
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret);
    await forgetCopy(fixture.lifecycle, keyAt(keyId, keyPrefix));
    assert.equal(await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId), undefined);
    assert.deepEqual(await fixture.lifecycle.copies.held(), []);
    const whose = await fixture.lifecycle.copies.whose(secret);
    assert.deepEqual([whose?.keyId, whose?.state], [keyId, 'let-go']);
  });

  it('are there to be adopted, and nowhere in clear, where an import was killed before its end', async () => {
    const secret = new Secret('grk_live_0123456789abcdef_and_more');
    const store = fixture.vault.store.bind(fixture.vault);
    // From then on nothing reaches the disk, as after a kill.
    fixture.vault.store = async (name, value) => {
      await store(name, value);
      fixture.breakDisk('EROFS');
    };
    await assert.rejects(importCopy(fixture.lifecycle, keyAt('k', secret.keyPrefix), secret));
    fixture.vault.store = store;
    fixture.mendDisk();
    const next = fixture.restart();
    assert.ok(!(await next.everythingOnDisk()).includes('and_more'));
    assert.deepEqual(await missing(next), { kind: 'known', missing: [] });
    // What has no marker and is in the vault is taken for the person's own at the next list of keys.
    assert.equal(await next.lifecycle.copies.marker(fixture.at.connectionId, 'k'), undefined);
    assert.ok((await next.lifecycle.copies.read(fixture.at.connectionId, 'k'))?.equals(secret));
    assert.equal(
      await importCopy(next.lifecycle, keyAt('k', secret.keyPrefix), secret),
      'imported',
    );
    await forgetEverything(next.lifecycle);
    assert.deepEqual([...fixture.vault.kept.keys()], []);
  });

  it('are gone once, and can be imported or forgotten again, where that was killed', async () => {
    const { keyId, keyPrefix } = await fixture.key();
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret);
    fixture.breakDisk('EROFS');
    await assert.rejects(forgetCopy(fixture.lifecycle, keyAt(keyId, keyPrefix)));
    fixture.mendDisk();
    const { lifecycle } = fixture.restart();
    assert.equal(await lifecycle.copies.read(fixture.at.connectionId, keyId), undefined);
    assert.equal(await importCopy(lifecycle, keyAt(keyId, keyPrefix), secret), 'imported');
    await forgetCopy(lifecycle, keyAt(keyId, keyPrefix));
    assert.deepEqual(await lifecycle.copies.held(), []);
  });

  it('leave nothing in the vault when everything is forgotten', async () => {
    await fixture.key();
    await forgetEverything(fixture.lifecycle);
    assert.deepEqual([...fixture.vault.kept.keys()], []);
    assert.equal(await fixture.restart().lifecycle.checkPersistence(), 'unproven');
  });

  it('are known by a fingerprint that another install does not share', async () => {
    const secret = new Secret('grk_live_0123456789abcdef_and_more');
    const mine = await fixture.lifecycle.placements.fingerprint(secret);
    const other = await openFixture();
    try {
      assert.equal(await fixture.window().lifecycle.placements.fingerprint(secret), mine);
      assert.notEqual(await other.lifecycle.placements.fingerprint(secret), mine);
    } finally {
      await other.dispose();
    }
  });
});

describe('the persistence canary', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  it('proves nothing in the session that planted it, in whichever window', async () => {
    assert.equal(await fixture.lifecycle.checkPersistence(), 'unproven');
    assert.equal(await fixture.window().lifecycle.checkPersistence(), 'unproven');
  });

  it('is a proof when a later session finds it', async () => {
    await fixture.lifecycle.checkPersistence();
    assert.equal(await fixture.restart().lifecycle.checkPersistence(), 'proven');
  });

  it('shows a machine that forgets, until a later session finds the next one', async () => {
    await fixture.lifecycle.checkPersistence();
    fixture.vault.lose();
    const second = fixture.restart();
    assert.equal(await second.lifecycle.checkPersistence(), 'forgets');
    assert.equal(await second.restart().lifecycle.checkPersistence(), 'proven');
  });

  it('concludes nothing while it cannot be planted', async () => {
    fixture.breakDisk('EROFS');
    assert.equal(await fixture.lifecycle.checkPersistence(), 'unavailable');
    fixture.mendDisk();
    assert.equal(await fixture.lifecycle.checkPersistence(), 'unproven');
  });

  it('concludes nothing from a locked vault', async () => {
    await fixture.lifecycle.checkPersistence();
    const next = fixture.restart();
    fixture.vault.mood = 'throws';
    assert.equal(await next.lifecycle.checkPersistence(), 'unavailable');
    fixture.vault.mood = 'good';
    assert.equal(await next.lifecycle.checkPersistence(), 'proven');
  });
});
