import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import { giveUp } from '../../../src/lifecycle/drive/giveUp.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { resolve } from '../../../src/lifecycle/protocols/resolve.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycleFixture.ts';
import { failing, losingAnswers, watching } from './badServers.ts';
import { assertKind } from './assertKind.ts';

describe('issuing a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const wanted = () => ({
    ...fixture.at,
    serviceAccountId: fixture.accountId,
    scope: ['runs:write'] as const,
    expiresAt: inADay(),
  });
  const issued = async (expiresAt = inADay()) => {
    const kept = assertKind(await issue(fixture.lifecycle, { ...wanted(), expiresAt }), 'kept');
    await kept.settling;
    return kept;
  };
  const copyOf = (keyId: string) => fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
  const entries = async () => (await fixture.lifecycle.journal.find()).entries;

  it('keeps a secret that the server accepts, and leaves nothing in the journal', async () => {
    const kept = await issued();
    const copy = await copyOf(kept.keyId);
    assert.ok(copy && (await fixture.accepts(copy)));
    assert.deepEqual(await entries(), []);
  });

  it('tells the steps as they become true', async () => {
    const steps: string[] = [];
    const outcome = await issue(fixture.lifecycle, wanted(), {
      progress: (step) => steps.push(step),
    });
    await assertKind(outcome, 'kept').settling;
    assert.deepEqual(steps, ['preparing', 'asked', 'answered', 'kept', 'settled']);
  });

  it('holds the sealed secret, and never the secret, in the journal until the vault has it', async () => {
    await fixture.lifecycle.strongbox.prepare();
    fixture.vault.mood = 'throws';
    const { secret } = assertKind(await issue(fixture.lifecycle, wanted()), 'not-kept');
    const [entry] = await entries();
    assert.ok(entry?.sealed);
    assert.ok(!(await fixture.everythingOnDisk()).includes(secret.reveal()));
  });

  it('sends an expiry that is never after the agreed one', async () => {
    const expiresAt = inADay();
    const kept = await issued(expiresAt);
    const row = await fixture.row(kept.keyId);
    const early = Date.parse(expiresAt) - Date.parse(row.expires_at ?? '');
    assert.ok(early > 0 && early < 60_000, String(early));
  });

  it('asks for an expiry when the wanted one is as good as past', async () => {
    const expiresAt = new Date(Date.now() + 1_000).toISOString();
    assertKind(await issue(fixture.lifecycle, { ...wanted(), expiresAt }), 'needs-expiry');
    assert.deepEqual(await fixture.rows(), []);
  });

  it('never sends an empty scope, not even for full access', async () => {
    const bodies: object[] = [];
    fixture.server = watching(fixture.server, (body) => bodies.push(body));
    await issue(fixture.lifecycle, { ...wanted(), scope: 'full-access' });
    assert.equal(bodies.length, 1);
    assert.ok(bodies.every((body) => !('scope' in body)));
  });

  for (const mood of ['throws', 'forgets'] as const) {
    it(`makes no key while the vault ${mood}`, async () => {
      fixture.vault.mood = mood;
      const broken = assertKind(await issue(fixture.lifecycle, wanted()), 'vault-broken');
      assert.equal(broken.problem, mood);
      assert.deepEqual(await fixture.rows(), []);
    });
  }

  it('makes no key when the journal cannot be written', async () => {
    await fixture.lifecycle.strongbox.prepare();
    fixture.breakDisk('ENOSPC');
    assertKind(await issue(fixture.lifecycle, wanted()), 'journal-unwritable');
    assert.deepEqual(await fixture.rows(), []);
  });

  it('rotates the key at once when the answer with its secret was lost', async () => {
    fixture.server = losingAnswers(fixture.server, 1);
    const kept = await issued();
    assert.equal(kept.lostKeyIds.length, 1);
    const [lost] = kept.lostKeyIds;
    assert.equal((await fixture.row(lost ?? '')).status, 'revoked');
    const copy = await copyOf(kept.keyId);
    assert.ok(copy && (await fixture.accepts(copy)));
    assert.deepEqual(
      fixture.facts.find(({ kind }) => kind === 'lost-and-replaced'),
      { kind: 'lost-and-replaced', lostKeyId: lost, keyId: kept.keyId },
    );
  });

  it('ends the key whose secret was lost when it cannot be rotated either', async () => {
    fixture.server = failing(losingAnswers(fixture.server, 1), 'rotateApiKey', 409);
    const closed = assertKind(await issue(fixture.lifecycle, wanted()), 'closed');
    assert.equal(closed.because, 'secret-lost');
    assert.deepEqual(
      (await fixture.rows()).map(({ status }) => status),
      ['revoked'],
    );
  });

  it('ends the last key, and tells, on a way that loses every answer', async () => {
    fixture.server = losingAnswers(fixture.server, Infinity);
    const closed = assertKind(await issue(fixture.lifecycle, wanted()), 'closed');
    assert.equal(closed.because, 'secret-lost');
    assert.ok((await fixture.rows()).every(({ status }) => status === 'revoked'));
    assert.deepEqual(fixture.facts.at(-1), {
      kind: 'ended-unowned',
      keyId: closed.keyId,
      because: 'secret-lost',
    });
    assert.deepEqual(await entries(), []);
  });

  it('says that nothing was made when the server refuses', async () => {
    const outcome = await issue(fixture.lifecycle, { ...wanted(), serviceAccountId: 'svc_nobody' });
    const { error } = assertKind(outcome, 'refused');
    assert.ok(error instanceof ApiError);
    assert.deepEqual(await entries(), []);
  });

  it('leaves a request of unknown fate to recovery, which keeps its key', async () => {
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'createApiKey', 500);
    const waiting = assertKind(await issue(fixture.lifecycle, wanted()), 'waiting');
    assert.equal(waiting.for, 'server');
    fixture.server = healthy;
    await recover(fixture.lifecycle);
    assert.equal((await fixture.lifecycle.copies.held()).length, 1);
    assert.deepEqual(await entries(), []);
  });

  it('closes a request that the person stopped, so that no key is left over', async () => {
    const stop = new AbortController();
    fixture.server = losingAnswers(fixture.server, 1, () => {
      stop.abort();
    });
    const outcome = await issue(fixture.lifecycle, wanted(), { signal: stop.signal });
    await assertKind(outcome, 'cancelled').settling;
    assert.deepEqual(
      (await fixture.rows()).map(({ status }) => status),
      ['revoked'],
    );
    assert.deepEqual(await entries(), []);
  });

  it('asks nothing of the server when it was stopped before it began', async () => {
    const outcome = await issue(fixture.lifecycle, wanted(), { signal: AbortSignal.abort() });
    assertKind(outcome, 'cancelled');
    assert.deepEqual(await fixture.rows(), []);
  });

  describe('when the vault fails after the key was made', () => {
    const breakLate = async () => {
      await fixture.lifecycle.strongbox.prepare();
      fixture.vault.mood = 'throws';
      return assertKind(await issue(fixture.lifecycle, wanted()), 'not-kept');
    };

    it('hands the secret to the caller, who may write it elsewhere', async () => {
      const { operationId, secret } = await breakLate();
      assert.ok(await fixture.accepts(secret));
      const decision = { kind: 'placed-elsewhere', secret, how: 'env-write' } as const;
      const kept = assertKind(await resolve(fixture.lifecycle, operationId, decision), 'kept');
      await kept.settling;
      assert.equal(kept.copy, 'elsewhere');
      assert.deepEqual(await entries(), []);
    });

    it('keeps it when it is tried again and the vault works', async () => {
      const { operationId, keyId } = await breakLate();
      fixture.vault.mood = 'good';
      const kept = assertKind(
        await resolve(fixture.lifecycle, operationId, { kind: 'try-again' }),
        'kept',
      );
      await kept.settling;
      assert.equal(kept.keyId, keyId);
      assert.deepEqual(kept.lostKeyIds, []);
    });

    it('ends the key when the person gives it up', async () => {
      const { operationId, keyId } = await breakLate();
      fixture.vault.mood = 'good';
      await assertKind(await giveUp(fixture.lifecycle, operationId), 'cancelled').settling;
      assert.equal((await fixture.row(keyId)).status, 'revoked');
      assert.deepEqual(await entries(), []);
    });

    it('keeps it from the seal at the next start', async () => {
      const { keyId } = await breakLate();
      fixture.vault.mood = 'good';
      const next = fixture.restart();
      await recover(next.lifecycle);
      const copy = await next.lifecycle.copies.read(fixture.at.connectionId, keyId);
      assert.ok(copy && (await fixture.accepts(copy)));
      assert.deepEqual(await entries(), []);
    });

    it('replaces the key at the next start when the vault lost the key of the seal, too', async () => {
      const { keyId } = await breakLate();
      fixture.vault.lose();
      fixture.vault.mood = 'good';
      const next = fixture.restart();
      await recover(next.lifecycle);
      assert.equal((await fixture.row(keyId)).status, 'revoked');
      assert.equal((await next.lifecycle.copies.held()).length, 1);
      assert.deepEqual(await entries(), []);
    });
  });
});
