import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { whenNext } from '../../../src/lifecycle/drive/whenNext.ts';
import { endLoan, lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { recover } from '../../../src/lifecycle/protocols/recover.ts';
import { assertKind } from './assertKind.ts';
import { failing, losingAnswers } from './badServers.ts';
import { openDesk, type Desk } from './desk.ts';

const minute = 60_000;

describe('lending a key', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.dispose());

  const wanted = async () => ({
    ...desk.at,
    key: await desk.row((await desk.key()).keyId),
    scope: ['runs:write'],
    minutes: 15 as const,
    borrower: 'terminal “agent”',
  });
  const lent = async (on = desk) => assertKind(await lend(on.room, await wanted()), 'lent');
  const end = (keyId: string, on = desk) => endLoan(on.room, { ...desk.at, keyId });
  const statusOf = async (keyId: string) => (await desk.row(keyId)).status;
  const entries = async () => (await desk.room.journal.find()).entries;

  it('hands over a secret that the server accepts, for no longer than was said', async () => {
    const { keyId, secret, endsAt } = await lent();
    assert.ok(await desk.accepts(secret));
    const row = await desk.row(keyId);
    assert.equal(row.expires_at, endsAt);
    assert.ok(Date.parse(endsAt) <= Date.now() + 15 * minute);
    assert.deepEqual(row.scope, ['runs:write']);
  });

  for (const hours of [-2, -0.5, 0.5, 2]) {
    it(`lasts as long by the server's clock where this machine's is ${hours} h ahead`, async () => {
      desk.tellsTime = true;
      const request = await wanted();
      desk.pass(hours * 60 * minute);
      const { keyId } = assertKind(await lend(desk.room, request), 'lent');
      const { created_at, expires_at } = await desk.row(keyId);
      const life = Date.parse(expires_at ?? '') - Date.parse(created_at);
      assert.ok(life > 13 * minute && life <= 15 * minute, `${life / minute} min`);
    });
  }

  it('is ended at once where it would live longer than was said, by the times that the server names', async () => {
    const request = await wanted();
    desk.pass(120 * minute);
    const { because } = assertKind(await lend(desk.room, request), 'closed');
    assert.equal(because, 'not-as-asked');
    for (const { scope, status, expires_at, created_at } of await desk.rows()) {
      const life = Date.parse(expires_at ?? '') - Date.parse(created_at);
      if (scope.includes('runs:write') && life < 24 * 60 * minute - minute)
        assert.equal(status, 'revoked');
    }
  });

  it('keeps the secret nowhere: not in the vault, not in the journal', async () => {
    const before = desk.vault.kept.size;
    const request = await wanted();
    const inVault = desk.vault.kept.size;
    assert.ok(inVault > before);
    const { secret } = assertKind(await lend(desk.room, request), 'lent');
    assert.equal(desk.vault.kept.size, inVault);
    assert.ok(!(await desk.everythingOnDisk()).includes(secret.reveal()));
  });

  it('needs no vault', async () => {
    const request = await wanted();
    desk.vault.mood = 'throws';
    assertKind(await lend(desk.room, request), 'lent');
  });

  it('never lives longer than the key it is taken from', async () => {
    const { keyId } = await desk.key(new Date(Date.now() + 5 * minute).toISOString());
    const key = await desk.row(keyId);
    const loan = assertKind(
      await lend(desk.room, { ...(await wanted()), key, minutes: 60 }),
      'lent',
    );
    assert.ok(loan.endsAt <= (key.expires_at ?? ''));
  });

  it('lends no scope that the key does not have, and never none at all', async () => {
    const request = await wanted();
    for (const scope of [['runs:manage'], ['runs:write', 'mcp:call'], []]) {
      await assert.rejects(lend(desk.room, { ...request, scope }), UserFacingError);
    }
    assert.equal((await desk.rows()).length, 1);
  });

  it('is revoked when it ends, and the ledger says both', async () => {
    const { keyId } = await lent();
    assertKind(await end(keyId), 'loan-ended');
    assert.equal(await statusOf(keyId), 'revoked');
    assert.deepEqual(await entries(), []);
    const kinds: string[] = [];
    for await (const event of desk.room.ledger.events()) {
      if (event.keyId === keyId) kinds.push(event.kind);
    }
    assert.deepEqual(kinds, ['loan-end', 'lend']);
  });

  it('goes on while its window is open, whatever that recovers', async () => {
    const { keyId } = await lent();
    await recover(desk.room);
    await recover(desk.window().room);
    assert.equal(await statusOf(keyId), 'active');
  });

  it('is ended by no other window while its own is open', async () => {
    const { keyId } = await lent();
    assertKind(await end(keyId, desk.window()), 'busy');
    assert.equal(await statusOf(keyId), 'active');
  });

  it('is revoked by the next window when its own is gone', async () => {
    const { keyId } = await lent();
    desk.pass(2 * minute);
    await recover(desk.restart().room);
    assert.equal(await statusOf(keyId), 'revoked');
    assert.deepEqual(
      desk.facts.filter(({ kind }) => kind === 'loan-ended'),
      [{ kind: 'loan-ended', keyId }],
    );
  });

  it('is looked after at its end by its own window, and every minute by others', async () => {
    const { endsAt } = await lent();
    const [entry] = await entries();
    assert.ok(entry);
    const here = { at: endsAt, by: 'server', before: Infinity, after: minute };
    assert.deepEqual(whenNext(entry, desk.ports.window.id), here);
    const elsewhere = { ...here, before: minute };
    assert.deepEqual(whenNext(entry, desk.window().ports.window.id), elsewhere);
    desk.pass(16 * minute);
    await recover(desk.room);
    assert.deepEqual(await entries(), []);
  });

  it('waits for a server that does not answer, and is ended then', async () => {
    const { keyId } = await lent();
    const healthy = desk.server;
    desk.server = failing(healthy, 'revokeApiKey', 500);
    assert.equal(assertKind(await end(keyId), 'waiting').for, 'server');
    desk.server = healthy;
    await recover(desk.window().room);
    assert.equal(await statusOf(keyId), 'revoked');
  });

  it('is ended at once when the answer with its secret was lost', async () => {
    const request = await wanted();
    desk.server = losingAnswers(desk.server, 1);
    const closed = assertKind(await lend(desk.room, request), 'closed');
    assert.equal(closed.because, 'secret-lost');
    assert.equal(await statusOf(closed.keyId ?? ''), 'revoked');
  });

  it('is ended at once when the server makes it live longer than was asked', async () => {
    const request = await wanted();
    const { keys } = desk.server;
    desk.server = {
      ...desk.server,
      keys: {
        ...keys,
        createApiKey: (ws, body, call) =>
          keys.createApiKey(ws, { ...body, expires_at: null }, call),
      },
    };
    const closed = assertKind(await lend(desk.room, request), 'closed');
    assert.notEqual(closed.keyId, null);
    assert.equal(await statusOf(closed.keyId ?? ''), 'revoked');
  });

  it('keeps its own key from nothing: it is lent again, and rotated', async () => {
    const request = await wanted();
    assertKind(await lend(desk.room, request), 'lent');
    assertKind(await lend(desk.room, request), 'lent');
    assert.equal((await entries()).length, 2);
    const rotated = await rotate(desk.room, { ...request, places: [], scope: ['runs:write'] });
    await assertKind(rotated, 'rotated').settling;
  });
});
