import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { whenNext } from '../../../src/lifecycle/drive/whenNext.ts';
import { endLoan, lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { assertKind } from './assertKind.ts';
import { failing, losingAnswers } from './badServers.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

const minute = 60_000;

describe('lending a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const wanted = async () => ({
    ...fixture.at,
    key: await fixture.row((await fixture.key()).keyId),
    scope: ['runs:write'],
    minutes: 15 as const,
    borrower: 'terminal “agent”',
  });
  const lent = async (on = fixture) => assertKind(await lend(on.lifecycle, await wanted()), 'lent');
  const end = (keyId: string, on = fixture) => endLoan(on.lifecycle, { ...fixture.at, keyId });
  const statusOf = async (keyId: string) => (await fixture.row(keyId)).status;
  const entries = async () => (await fixture.lifecycle.journal.find()).entries;

  it('hands over a secret that the server accepts, for no longer than was said', async () => {
    const { keyId, secret, endsAt } = await lent();
    assert.ok(await fixture.accepts(secret));
    const row = await fixture.row(keyId);
    assert.equal(row.expires_at, endsAt);
    assert.ok(Date.parse(endsAt) <= Date.now() + 15 * minute);
    assert.deepEqual(row.scope, ['runs:write']);
  });

  for (const hours of [-2, -0.5, 0.5, 2]) {
    it(`lasts as long by the server's clock where this machine's is ${hours} h ahead`, async () => {
      fixture.tellsTime = true;
      const request = await wanted();
      fixture.pass(hours * 60 * minute);
      const { keyId } = assertKind(await lend(fixture.lifecycle, request), 'lent');
      const { created_at, expires_at } = await fixture.row(keyId);
      const life = Date.parse(expires_at ?? '') - Date.parse(created_at);
      assert.ok(life > 13 * minute && life <= 15 * minute, `${life / minute} min`);
    });
  }

  it('is ended at once where it would live longer than was said, by the times that the server names', async () => {
    const request = await wanted();
    fixture.pass(120 * minute);
    const { because } = assertKind(await lend(fixture.lifecycle, request), 'closed');
    assert.equal(because, 'not-as-asked');
    for (const { scope, status, expires_at, created_at } of await fixture.rows()) {
      const life = Date.parse(expires_at ?? '') - Date.parse(created_at);
      if (scope.includes('runs:write') && life < 24 * 60 * minute - minute)
        assert.equal(status, 'revoked');
    }
  });

  it('keeps the secret nowhere: not in the vault, not in the journal', async () => {
    const before = fixture.vault.kept.size;
    const request = await wanted();
    const inVault = fixture.vault.kept.size;
    assert.ok(inVault > before);
    const { secret } = assertKind(await lend(fixture.lifecycle, request), 'lent');
    assert.equal(fixture.vault.kept.size, inVault);
    assert.ok(!(await fixture.everythingOnDisk()).includes(secret.reveal()));
  });

  it('needs no vault', async () => {
    const request = await wanted();
    fixture.vault.mood = 'throws';
    assertKind(await lend(fixture.lifecycle, request), 'lent');
  });

  it('never lives longer than the key it is taken from', async () => {
    const { keyId } = await fixture.key(new Date(Date.now() + 5 * minute).toISOString());
    const key = await fixture.row(keyId);
    const loan = assertKind(
      await lend(fixture.lifecycle, { ...(await wanted()), key, minutes: 60 }),
      'lent',
    );
    assert.ok(loan.endsAt <= (key.expires_at ?? ''));
  });

  it('ends in time also where its key lives beyond the year 9999', async () => {
    const key = { ...(await wanted()).key, expires_at: '+010000-01-01T00:00:00.000Z' };
    const loan = assertKind(
      await lend(fixture.lifecycle, { ...(await wanted()), key, minutes: 60 }),
      'lent',
    );
    assert.ok(Date.parse(loan.endsAt) < Date.now() + 61 * minute, loan.endsAt);
  });

  it('lends no scope that the key does not have, and never none at all', async () => {
    const request = await wanted();
    for (const scope of [['runs:manage'], ['runs:write', 'mcp:call'], []]) {
      await assert.rejects(lend(fixture.lifecycle, { ...request, scope }), UserFacingError);
    }
    assert.equal((await fixture.rows()).length, 1);
  });

  it('is revoked when it ends, and the ledger says both', async () => {
    const { keyId } = await lent();
    assertKind(await end(keyId), 'loan-ended');
    assert.equal(await statusOf(keyId), 'revoked');
    assert.deepEqual(await entries(), []);
    const kinds: string[] = [];
    for await (const event of fixture.lifecycle.ledger.events()) {
      if (event.keyId === keyId) kinds.push(event.kind);
    }
    assert.deepEqual(kinds, ['loan-end', 'lend']);
  });

  it('goes on while its window is open, whatever that recovers', async () => {
    const { keyId } = await lent();
    await recover(fixture.lifecycle);
    await recover(fixture.window().lifecycle);
    assert.equal(await statusOf(keyId), 'active');
  });

  it('is ended by no other window while its own is open', async () => {
    const { keyId } = await lent();
    assertKind(await end(keyId, fixture.window()), 'busy');
    assert.equal(await statusOf(keyId), 'active');
  });

  it('is revoked by the next window when its own is gone', async () => {
    const { keyId } = await lent();
    fixture.pass(2 * minute);
    await recover(fixture.restart().lifecycle);
    assert.equal(await statusOf(keyId), 'revoked');
    assert.deepEqual(
      fixture.facts.filter(({ kind }) => kind === 'loan-ended'),
      [{ kind: 'loan-ended', keyId }],
    );
  });

  it('is looked after at its end by its own window, and every minute by others', async () => {
    const { endsAt } = await lent();
    const [entry] = await entries();
    assert.ok(entry);
    const here = { at: endsAt, by: 'server', before: Infinity, after: minute };
    assert.deepEqual(whenNext(entry, fixture.ports.window.id), here);
    const elsewhere = { ...here, before: minute };
    assert.deepEqual(whenNext(entry, fixture.window().ports.window.id), elsewhere);
    fixture.pass(16 * minute);
    await recover(fixture.lifecycle);
    assert.deepEqual(await entries(), []);
  });

  it('waits for a server that does not answer, and is ended then', async () => {
    const { keyId } = await lent();
    const healthy = fixture.server;
    fixture.server = failing(healthy, 'revokeApiKey', 500);
    assert.equal(assertKind(await end(keyId), 'waiting').for, 'server');
    fixture.server = healthy;
    await recover(fixture.window().lifecycle);
    assert.equal(await statusOf(keyId), 'revoked');
  });

  it('is ended at once when the answer with its secret was lost', async () => {
    const request = await wanted();
    fixture.server = losingAnswers(fixture.server, 1);
    const closed = assertKind(await lend(fixture.lifecycle, request), 'closed');
    assert.equal(closed.because, 'secret-lost');
    assert.equal(await statusOf(closed.keyId ?? ''), 'revoked');
  });

  it('is ended at once when the server makes it live longer than was asked', async () => {
    const request = await wanted();
    const { keys } = fixture.server;
    fixture.server = {
      ...fixture.server,
      keys: {
        ...keys,
        createApiKey: (ws, body, call) =>
          keys.createApiKey(ws, { ...body, expires_at: null }, call),
      },
    };
    const closed = assertKind(await lend(fixture.lifecycle, request), 'closed');
    assert.notEqual(closed.keyId, null);
    assert.equal(await statusOf(closed.keyId ?? ''), 'revoked');
  });

  it('keeps its own key from nothing: it is lent again, and rotated', async () => {
    const request = await wanted();
    assertKind(await lend(fixture.lifecycle, request), 'lent');
    assertKind(await lend(fixture.lifecycle, request), 'lent');
    assert.equal((await entries()).length, 2);
    const rotated = await rotate(fixture.lifecycle, {
      ...request,
      places: [],
      scope: ['runs:write'],
    });
    await assertKind(rotated, 'rotated').settling;
  });
});
