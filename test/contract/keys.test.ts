import assert from 'node:assert/strict';
import { isSecretShaped } from '../../src/domain/secrets/secretFormat.ts';
import { apiKeyList, createdApiKey } from '../../src/wire/apiKeys.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, refusedWith, turnedAway } from './expect.ts';
import { fresh } from './names.ts';
import { issuedBy, listed, listKeys, needManager, ownAccount, probe } from './stage.ts';
import type { Issued } from './stage.ts';
import { target } from './target.ts';

const path = () => inWorkspace('/api-keys');

describe('keys', () => {
  const idempotencyKey = fresh('first');
  const expires = new Date(Date.now() + 90 * 86_400_000);
  let body: object;
  let key: Issued;

  before(async function () {
    await needManager(this);
    const { service_account_id } = await ownAccount();
    const expires_at = expires.toISOString();
    body = { service_account_id, scope: ['runs:write'], expires_at };
    key = issuedBy(await post(path(), idempotencyKey, { body }));
  });

  it('makes an active key for the account, its scopes and its expiry', async () => {
    const { row } = key;
    assert.equal(row.workspace_id, target().workspaceId);
    assert.equal(row.service_account_id, (await ownAccount()).service_account_id);
    assert.deepEqual([row.status, row.scope], ['active', ['runs:write']]);
    assert.equal(row.expires_at, expires.toISOString());
    assert.deepEqual([row.revoked_at, row.last_used_at], [null, null]);
    assert.ok(row.created_by_user_id);
  });

  it('shows a secret of a known format that begins with the prefix of its row', () => {
    assert.ok(isSecretShaped(key.secret.reveal()), 'the format of the secret is unknown');
    assert.ok(key.secret.keyPrefix === key.row.key_prefix, 'the prefix differs');
  });

  it('never shows the secret again: a repetition answers 200 with null', async () => {
    const again = dataOf(await post(path(), idempotencyKey, { body }), 200, createdApiKey);
    assert.ok(again.secret_key === null, 'a repetition shows a secret');
    assert.equal(again.api_key.api_key_id, key.row.api_key_id);
  });

  it('compares what a request means, not how it is written', async () => {
    const { service_account_id } = await ownAccount();
    const shifted = expires.toISOString().replace('Z', '+00:00');
    const same = { expires_at: shifted, scope: [' runs:write '], service_account_id, extra: 1 };
    const again = dataOf(await post(path(), idempotencyKey, { body: same }), 200, createdApiKey);
    assert.equal(again.api_key.api_key_id, key.row.api_key_id);
  });

  it('refuses the same idempotency key with other content', async () => {
    const other = { ...body, scope: ['runs:manage'] };
    refusedWith(await post(path(), idempotencyKey, { body: other }), 409, 'idempotency_conflict');
  });

  it('lists it with the name of its account and without its secret', async () => {
    const row = await listed(key.row.api_key_id);
    assert.equal(row.service_account_name, (await ownAccount()).name);
    assert.equal(row.key_prefix, key.row.key_prefix);
    const { text } = await ask('GET', path());
    assert.ok(!text.includes(key.secret.reveal()), 'the list shows a secret');
    assert.ok(!text.includes(key.secret.sha256()), 'the list shows a hash');
  });

  it('lists newest first, whatever the query says', async () => {
    const dates = (await listKeys()).map(({ created_at }) => created_at);
    assert.deepEqual(dates, [...dates].sort().reverse());
    const asked = await ask('GET', `${path()}?status=revoked&page_size=1`);
    const { items, page_info } = dataOf(asked, 200, apiKeyList);
    const ids = items.map(({ api_key_id }) => api_key_id);
    assert.ok(ids.includes(key.row.api_key_id));
    assert.equal(page_info.next_cursor, null);
  });

  it('remembers when the key was last used', async () => {
    refusedWith(await probe(key.secret), 404, 'not_found');
    const used = (await listed(key.row.api_key_id)).last_used_at;
    assert.ok(!Number.isNaN(Date.parse(used ?? '')));
  });

  it('lets no key manage keys', async function () {
    for (const where of [path(), inWorkspace('/service-accounts'), '/saas/me']) {
      turnedAway(this, await ask('GET', where, { as: key.secret }));
    }
    turnedAway(this, await post(path(), fresh('by-key'), { as: key.secret, body: {} }));
  });

  it('has no way to read or change one key', async () => {
    const one = `${path()}/${key.row.api_key_id}`;
    for (const [method, where] of [
      ['GET', one],
      ['PATCH', one],
      ['DELETE', one],
      ['POST', `${one}/revoke`],
    ] as const) {
      const question = method === 'GET' ? {} : { idempotencyKey: fresh('route'), body: {} };
      refusedWith(await ask(method, where, question), 404, 'not_found');
    }
  });
});
