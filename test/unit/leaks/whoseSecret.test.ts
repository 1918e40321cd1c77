import assert from 'node:assert/strict';
import { isLive, judge } from '../../../src/domain/leaks/judge.ts';
import { findSecrets } from '../../../src/domain/secrets/secretFormat.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import type { EffectiveStatus } from '../../../src/domain/keys/keyStatus.ts';
import { whoseSecret } from '../../../src/editor/leaks/whoseSecret.ts';
import type { KeyRow, Snapshot } from '../../../src/editor/keys/snapshot.ts';
import { forgetCopy } from '../../../src/lifecycle/protocols/localCopies.ts';
import { makeKey, days } from '../domain/rows.ts';
import { openFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';

const revoked: EffectiveStatus = { kind: 'revoked', at: days(-1) };

describe('whose a leaked secret is', () => {
  let fixture: LifecycleFixture;
  let keyId: string;
  let secret: Secret;
  beforeEach(async () => {
    fixture = await openFixture();
    await fixture.lifecycle.checkPersistence();
    ({ keyId } = await fixture.key());
    const kept = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(kept);
    secret = kept;
  });
  afterEach(() => fixture.dispose());

  const shown = async (
    name?: string,
    status: EffectiveStatus = { kind: 'active' },
  ): Promise<Pick<Snapshot, 'connection' | 'keys'>> => ({
    connection: {
      kind: 'remote',
      id: fixture.at.connectionId,
      name: 'here',
      baseUrl: 'http://127.0.0.1',
      production: false,
      headerNames: [],
    },
    keys: (await fixture.rows()).map((each): KeyRow => ({
      key: each,
      status,
      name,
      accountName: undefined,
      createdBy: undefined,
      rotationWindowDays: 90,
      hasCopy: true,
      placements: [],
      retiring: undefined,
    })),
  });

  it('is known by its fingerprint, with the name and what the key can do', async () => {
    const owner = await whoseSecret(fixture.lifecycle, await shown('first run'), secret);
    assert.equal(owner.kind, 'own');
    assert.match(judge(owner, true).sentence, /secret of first run \(krl_local_\w+\) stands/);
    assert.equal(judge(owner, true).severity, 'error');
    assert.equal(judge(owner, false).severity, 'warning');
  });

  it('is still known after the local copy was let go', async () => {
    const row = { api_key_id: keyId, key_prefix: secret.keyPrefix };
    await forgetCopy(fixture.lifecycle, { ...fixture.at, key: row });
    assert.equal((await whoseSecret(fixture.lifecycle, await shown(), secret)).kind, 'own');
  });

  it('is not that of a key that it only begins like', async () => {
    const value = secret.reveal();
    const changed = new Secret(value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'));
    const owner = await whoseSecret(fixture.lifecycle, await shown(), changed);
    assert.equal(owner.kind, 'unknown');
    assert.equal(judge(owner, true).severity, 'warning');
  });

  it('is only like that of a listed key where this machine never had a copy', async () => {
    const other = new Secret(madeUpSecret(7));
    const { keys, connection } = await shown();
    const [first] = keys;
    assert.ok(first);
    const row = { ...first, key: makeKey({ key_prefix: other.keyPrefix, api_key_id: 'k2' }) };
    const owner = await whoseSecret(fixture.lifecycle, { connection, keys: [row] }, other);
    assert.deepEqual(owner.kind === 'alike' && owner.keyId, 'k2');
    assert.match(judge(owner, true).sentence, /^This begins like the secret of/);
    // Whoever lists it may say that it is dead: what is only like it is not given up for that.
    const dead = { connection, keys: [{ ...row, status: revoked }] };
    assert.equal(isLive(await whoseSecret(fixture.lifecycle, dead, other)), true);
  });

  it('is told apart from keys of another connection', async () => {
    const owner = await whoseSecret(fixture.lifecycle, { connection: undefined, keys: [] }, secret);
    assert.equal(owner.kind, 'elsewhere');
    assert.equal(judge(owner, true).severity, 'error');
  });

  it('is only a hint once the key opens nothing any more', async () => {
    const owner = await whoseSecret(fixture.lifecycle, await shown('old', revoked), secret);
    const { severity, sentence } = judge(owner, true);
    assert.equal(severity, 'hint');
    assert.match(sentence, /Effective status: Revoked/);
  });

  it('is in no sentence', async () => {
    const owners = [
      await whoseSecret(fixture.lifecycle, await shown(), secret),
      await whoseSecret(fixture.lifecycle, await shown('a', revoked), secret),
      await whoseSecret(fixture.lifecycle, { connection: undefined, keys: [] }, secret),
      await whoseSecret(fixture.lifecycle, await shown(), new Secret(madeUpSecret(3))),
    ];
    for (const owner of owners) {
      for (const tracked of [true, false]) {
        const { sentence } = judge(owner, tracked);
        assert.deepEqual(findSecrets(sentence), []);
        assert.ok(!sentence.includes(secret.reveal().slice(20)));
      }
    }
  });

  it('is no secret where the person said so, until that is taken back', async () => {
    const { dismissals } = fixture.lifecycle;
    assert.equal(await dismissals.has(secret), false);
    const known = await dismissals.add(secret, 'docs/a.md:3');
    assert.equal(await fixture.restart().lifecycle.dismissals.has(secret), true);
    assert.ok(!(await fixture.everythingOnDisk()).includes(secret.reveal()));
    await dismissals.remove(known);
    assert.equal(await dismissals.has(secret), false);
    assert.deepEqual(await dismissals.all(), []);
  });
});
