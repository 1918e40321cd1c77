import assert from 'node:assert/strict';
import { panic } from '../../../src/lifecycle/protocols/panic.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import type { ServerAccess } from '../../../src/lifecycle/model/ports.ts';
import { assertKind } from './assertKind.ts';
import { failing } from './badServers.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { dotenv } from './memoryPlaces.ts';

describe('panic', () => {
  let fixture: LifecycleFixture;
  let keyIds: string[];
  beforeEach(async () => {
    fixture = await openFixture();
    keyIds = [];
    for (const name of ['one', 'two', 'three']) {
      keyIds.push((await fixture.placedKey(dotenv(name))).keyId);
    }
  });
  afterEach(() => fixture.dispose());

  const panicNow = async (on = fixture) =>
    assertKind(
      await panic(on.lifecycle, { ...fixture.at, keys: await fixture.rows() }),
      'panicked',
    );
  const statuses = async () =>
    Promise.all(keyIds.map(async (keyId) => (await fixture.row(keyId)).status));
  const copies = async () => (await fixture.lifecycle.copies.held()).map(({ keyId }) => keyId);
  const refusing = (access: ServerAccess, refused: string): ServerAccess => ({
    ...access,
    keys: {
      ...access.keys,
      revokeApiKey: (ws, keyId, call) =>
        (keyId === refused ? failing(access, 'revokeApiKey', 403) : access).keys.revokeApiKey(
          ws,
          keyId,
          call,
        ),
    },
  });

  it('ends all keys, lets their copies go, and leaves no placement that counts as current', async () => {
    const { keys, for: waitsFor } = await panicNow();
    assert.equal(waitsFor, null);
    assert.ok(keys.every(({ ended, copyGone }) => ended && copyGone));
    assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked']);
    assert.deepEqual(await copies(), []);
    const states = (await fixture.lifecycle.placements.all()).map(({ state }) => state);
    assert.deepEqual(states, ['stale', 'stale', 'stale']);
    const left = (await fixture.lifecycle.placements.all()).map(({ leftover }) => leftover);
    assert.deepEqual(left, [true, true, true], 'lines to be removed, until they are');
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('ends the others when the server refuses one, says which, and goes on with it later', async () => {
    const healthy = fixture.server;
    const [refused = ''] = keyIds;
    fixture.server = refusing(healthy, refused);
    const { keys, for: waitsFor } = await panicNow();
    assert.equal(waitsFor, 'permission');
    assert.deepEqual(
      keys.filter(({ ended }) => !ended).map(({ keyId, code }) => [keyId, code]),
      [[refused, 'some_refusal']],
    );
    assert.deepEqual(await statuses(), ['active', 'revoked', 'revoked']);
    fixture.server = healthy;
    await recover(fixture.window().lifecycle);
    assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked']);
    const finished = fixture.facts.filter(({ kind }) => kind === 'panic-finished');
    assert.equal(finished.length, 1);
  });

  it('wipes what is local although the server cannot be reached', async () => {
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'revokeApiKey', 500);
    assert.equal((await panicNow()).for, 'server');
    assert.deepEqual(await copies(), []);
    fixture.server = healthy;
    await recover(fixture.restart().lifecycle);
    assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked']);
  });

  it('ends keys although the vault cannot be asked, and wipes it once it can', async () => {
    fixture.vault.mood = 'throws';
    assert.equal((await panicNow()).for, 'vault');
    assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked']);
    fixture.vault.mood = 'good';
    await recover(fixture.lifecycle);
    assert.deepEqual(await copies(), []);
    assert.deepEqual(
      [...fixture.vault.kept.keys()].filter((name) => name.startsWith('copy:')),
      [],
    );
  });

  it('writes all its keys down before it touches the first', async () => {
    let seen = 0;
    const { keys } = fixture.server;
    fixture.server = {
      ...fixture.server,
      keys: {
        ...keys,
        async revokeApiKey(...given) {
          const [entry] = (await fixture.lifecycle.journal.find()).entries;
          seen = entry?.keys?.length ?? 0;
          return keys.revokeApiKey(...given);
        },
      },
    };
    await panicNow();
    assert.equal(seen, 3);
  });

  it('ends a key while another operation has it', async () => {
    const [first, second] = await Promise.all([panicNow(), panicNow(fixture.window())]);
    assert.equal(first.for, null);
    assert.equal(second.for, null);
    assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked']);
  });
});
