import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { listPending } from '../../../src/lifecycle/steps/pending.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { panic } from '../../../src/lifecycle/protocols/panic.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { sweepRows } from '../../../src/lifecycle/protocols/sweep.ts';
import { assertKind } from './assertKind.ts';
import { cutOff, failing, withoutProofs } from './badServers.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('recovery', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const wanted = (expiresAt: string | null = inADay()) => ({
    ...fixture.at,
    serviceAccountId: fixture.accountId,
    scope: ['runs:write'] as const,
    expiresAt,
  });
  const unanswered = async () => {
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'createApiKey', 500);
    assertKind(await issue(fixture.lifecycle, wanted()), 'waiting');
    return healthy;
  };

  it('leaves an entry waiting while the server does not answer, and says what for', async () => {
    await unanswered();
    const { settled, waiting } = await recover(fixture.lifecycle);
    assert.equal(settled, 0);
    assert.deepEqual(
      waiting.map((pending) => pending.for),
      ['server'],
    );
  });

  const panicThatFails = async (keyId: string) => {
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'revokeApiKey', 500);
    const keys = [await fixture.row(keyId)];
    assertKind(await panic(fixture.lifecycle, { ...fixture.at, keys }), 'panicked');
    fixture.server = healthy;
  };

  it('is not held up by an entry that the control plane answers with a refusal', async () => {
    const { keyId } = await fixture.key();
    await panicThatFails(keyId);
    const healthy = await unanswered();
    fixture.server = failing(healthy, 'revokeApiKey', 404);
    assert.equal((await recover(fixture.lifecycle)).settled, 1);
  });

  it('is not held up by a proof that the runtime plane does not answer', async () => {
    const { keyId } = await fixture.key();
    fixture.server = withoutProofs(fixture.server);
    const key = await fixture.row(keyId);
    const overlap = await rotateWithOverlap(fixture.lifecycle, { ...fixture.at, key, places: [] });
    assertKind(overlap, 'waiting');
    fixture.server = await unanswered();
    assert.equal((await recover(fixture.lifecycle)).settled, 1);
  });

  it('ends keys before anything else', async () => {
    const { keyId } = await fixture.key();
    const healthy = await unanswered();
    fixture.server = healthy;
    await panicThatFails(keyId);
    fixture.facts.length = 0;
    await recover(fixture.lifecycle);
    assert.deepEqual(
      fixture.facts.map(({ kind }) => kind),
      ['panic-finished', 'finished'],
    );
  });

  it('remembers since when an operation waits for the same thing, and that it may be done', async () => {
    await unanswered();
    const [before] = await listPending(fixture.lifecycle);
    fixture.pass(60_000);
    await recover(fixture.lifecycle);
    const [after] = await listPending(fixture.lifecycle);
    assert.ok(before?.since);
    assert.equal(after?.since, before.since);
    assert.equal(after.mayBeDone, true);
  });

  it('leaves a connection alone that cannot be reached', async () => {
    await unanswered();
    await unanswered();
    const away = cutOff(fixture.server);
    fixture.server = away;
    assert.equal((await recover(fixture.lifecycle)).waiting.length, 2);
    // One entry asks three times.
    assert.equal(away.calls(), 3);
  });

  it('leaves an entry waiting for a connection that is gone', async () => {
    await unanswered();
    const lifecycle = {
      ...fixture.lifecycle,
      ports: { ...fixture.ports, openAccess: async () => undefined },
    };
    await recover(lifecycle);
    assert.deepEqual(
      fixture.facts
        .filter(({ kind }) => kind === 'waiting')
        .map((fact) => 'for' in fact && fact.for),
      ['connection'],
    );
    assert.equal((await listPending(fixture.lifecycle)).length, 1);
  });

  it('is not held up by a connection that cannot be opened', async () => {
    await unanswered();
    const reach = async () => {
      throw new UserFacingError('The local control plane cannot be opened.');
    };
    const lifecycle = { ...fixture.lifecycle, ports: { ...fixture.ports, reach } };
    const { waiting } = await recover(lifecycle);
    assert.equal(waiting.length, 1);
  });

  it('waits for a permission that was taken away instead of concluding anything', async () => {
    const healthy = await unanswered();
    fixture.server = failing(healthy, 'createApiKey', 403);
    const { waiting } = await recover(fixture.lifecycle);
    assert.deepEqual(
      waiting.map((pending) => pending.for),
      ['permission'],
    );
  });

  it('does not resume what another living window works on', async () => {
    await fixture.lifecycle.strongbox.prepare();
    fixture.vault.mood = 'throws';
    const healthy = await unanswered().catch(() => fixture.server);
    fixture.server = healthy;
    fixture.vault.mood = 'good';
    const [entry] = (await fixture.lifecycle.journal.find()).entries;
    assert.ok(entry);
    const lease = await fixture.window().lifecycle.journal.claim(entry.id);
    assert.ok(lease);
    const { settled } = await recover(fixture.lifecycle);
    assert.equal(settled, 0);
  });

  it('goes on when the lease of a window that never came back has run out', async () => {
    const healthy = await unanswered();
    fixture.server = healthy;
    const [entry] = (await fixture.lifecycle.journal.find()).entries;
    assert.ok(entry && (await fixture.window().lifecycle.journal.claim(entry.id)));
    fixture.pass(61_000);
    assert.equal((await recover(fixture.lifecycle)).settled, 1);
  });

  it('is done by one of two windows that recover at the same time', async () => {
    const healthy = await unanswered();
    fixture.server = healthy;
    await Promise.all([recover(fixture.lifecycle), recover(fixture.window().lifecycle)]);
    const live = (await fixture.rows()).filter(({ status }) => status === 'active');
    assert.equal(live.length, 1);
    assert.equal((await fixture.lifecycle.copies.held()).length, 1);
  });

  describe('of keys that a lost request makes late', () => {
    const lateTwinOf = async (keyId: string) => {
      const { service_account_id, scope, expires_at } = await fixture.row(keyId);
      const body = { service_account_id, scope, expires_at };
      const made = await fixture.server.keys.createApiKey(fixture.at.workspaceId, body, {
        idempotencyKey: 'forgotten',
      });
      return made.apiKey.api_key_id;
    };

    it('ends the late one, and not the one that was kept', async () => {
      const { keyId } = await fixture.key();
      const late = await lateTwinOf(keyId);
      await recover(fixture.lifecycle);
      assert.equal((await fixture.row(late)).status, 'revoked');
      assert.equal((await fixture.row(keyId)).status, 'active');
    });

    for (const hours of [-2, -0.5, 0.5, 2]) {
      it(`ends it where this machine's clock is ${hours} h ahead of the control plane's`, async () => {
        fixture.tellsTime = true;
        fixture.pass(hours * 3_600_000);
        const { keyId } = await fixture.key();
        const late = await lateTwinOf(keyId);
        await recover(fixture.lifecycle);
        assert.equal((await fixture.row(late)).status, 'revoked');
        assert.equal((await fixture.row(keyId)).status, 'active');
      });
    }

    it('does so at a refresh, too', async () => {
      const { keyId } = await fixture.key();
      const late = await lateTwinOf(keyId);
      assert.equal(await sweepRows(fixture.lifecycle, fixture.at, await fixture.rows()), true);
      assert.equal((await fixture.row(late)).status, 'revoked');
    });

    it('only tells of one without an expiry, and once', async () => {
      const { keyId } = await fixture.key(null);
      const late = await lateTwinOf(keyId);
      await recover(fixture.lifecycle);
      await recover(fixture.lifecycle);
      assert.equal((await fixture.row(late)).status, 'active');
      assert.deepEqual(
        fixture.facts.filter(({ kind }) => kind === 'suspect'),
        [{ kind: 'suspect', connectionId: fixture.at.connectionId, keyId: late }],
      );
    });

    it('leaves keys alone that others made in the same way', async () => {
      await fixture.key();
      const other = await fixture.server.keys.createApiKey(
        fixture.at.workspaceId,
        { service_account_id: fixture.accountId, scope: ['runs:write'], expires_at: inADay() },
        { idempotencyKey: 'the console' },
      );
      await recover(fixture.lifecycle);
      assert.equal((await fixture.row(other.apiKey.api_key_id)).status, 'active');
    });

    it('stops looking after a day', async () => {
      const { keyId } = await fixture.key(new Date(Date.now() + 7 * 86_400_000).toISOString());
      const late = await lateTwinOf(keyId);
      fixture.pass(25 * 3_600_000);
      await recover(fixture.lifecycle);
      assert.equal((await fixture.row(late)).status, 'active');
    });
  });
});
