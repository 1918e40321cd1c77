import assert from 'node:assert/strict';
import { isSecretShaped } from '../../src/domain/secrets/secretFormat.ts';
import { rotatedApiKey } from '../../src/wire/apiKeys.ts';
import { ask, inWorkspace, post, type Answer } from './ask.ts';
import { dataOf, hasStatus, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { issue, issuedBy, listed, needManager, probe } from './stage.ts';
import type { Issued } from './stage.ts';

const path = (id: string) => inWorkspace(`/api-keys/${id}:rotate`);

function rotate(key: Issued, body: object, idempotencyKey = fresh('rotate')): Promise<Answer> {
  return post(path(key.row.api_key_id), idempotencyKey, { body });
}

describe('rotate', () => {
  const idempotencyKey = fresh('rotate');
  const expires_at = new Date(Date.now() + 40 * 86_400_000).toISOString();
  let old: Issued;
  let next: Issued;
  let answer: Answer;

  before(async function () {
    await needManager(this);
    old = await issue({ expires_at });
    refusedWith(await probe(old.secret), 404, 'not_found');
    answer = await rotate(old, {}, idempotencyKey);
    next = issuedBy(answer);
  });

  it('makes a new key with a new secret and says which one it replaces', () => {
    const data = dataOf(answer, 201, rotatedApiKey);
    assert.equal(data.rotated_from_api_key_id, old.row.api_key_id);
    assert.equal(data.previous_api_key.api_key_id, old.row.api_key_id);
    assert.notEqual(next.row.api_key_id, old.row.api_key_id);
    assert.ok(isSecretShaped(next.secret.reveal()), 'the format of the secret is unknown');
    assert.ok(next.secret.keyPrefix === next.row.key_prefix, 'the prefix differs');
    assert.ok(!next.secret.equals(old.secret), 'the secret is the old one');
  });

  it('inherits what the body does not name', () => {
    assert.deepEqual(
      [next.row.scope, next.row.expires_at, next.row.service_account_id, next.row.status],
      [old.row.scope, expires_at, old.row.service_account_id, 'active'],
    );
    assert.equal(next.row.last_used_at, null);
  });

  it('ends the old secret at once and lets the new one in', async () => {
    const { message } = refusedWith(await probe(old.secret), 401, 'unauthorized');
    assert.match(message, /no longer active/);
    refusedWith(await probe(next.secret), 404, 'not_found');
    const row = await listed(old.row.api_key_id);
    assert.equal(row.status, 'revoked');
    assert.ok(row.revoked_at);
  });

  it('never shows the new secret again: a repetition answers 200 with null', async () => {
    const again = dataOf(await rotate(old, {}, idempotencyKey), 200, rotatedApiKey);
    assert.ok(again.secret_key === null, 'a repetition shows a secret');
    assert.equal(again.api_key.api_key_id, next.row.api_key_id);
    assert.equal(again.rotated_from_api_key_id, old.row.api_key_id);
  });

  it('rotates a key once only', async () => {
    refusedWith(await rotate(old, {}), 409, 'invalid_state_transition');
  });

  it('refuses the same idempotency key with other content', async () => {
    const other = await rotate(old, { scope: ['runs:manage'] }, idempotencyKey);
    refusedWith(other, 409, 'idempotency_conflict');
  });

  it('replaces what the body names', async () => {
    const later = new Date(Date.now() + 80 * 86_400_000).toISOString();
    const changed = issuedBy(
      await rotate(next, { scope: ['runs:write', 'runs:manage'], expires_at: later }),
    );
    assert.deepEqual(changed.row.scope, ['runs:write', 'runs:manage']);
    assert.equal(changed.row.expires_at, later);
    const never = issuedBy(await rotate(changed, { expires_at: null }));
    assert.equal(never.row.expires_at, null);
    assert.deepEqual(never.row.scope, ['runs:write', 'runs:manage']);
  });

  it('refuses a rotation that it cannot read, and leaves the key alone', async () => {
    const key = await issue();
    const bad = await rotate(key, { scope: ['nope'] });
    refusedWith(bad, 400, 'invalid_request');
    refusedWith(await post(path(key.row.api_key_id), fresh('empty')), 400, 'invalid_request');
    const bare = await ask('POST', path(key.row.api_key_id), { body: {} });
    refusedWith(bare, 400, 'invalid_request');
    refusedWith(await probe(key.secret), 404, 'not_found');
  });

  it('cannot rotate what does not exist', async () => {
    const none = await post(path(fresh('none')), fresh('rotate'), { body: {} });
    refusedWith(none, 404, 'api_key_not_found');
  });

  it('makes of two rotations at the same moment one that works, and ends the old key', async () => {
    const key = await issue();
    const answers = await Promise.all([rotate(key, {}), rotate(key, {})]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    const winner = issuedBy(won);
    // docs/contract.md, Idempotency: the check and the insert are two steps on some servers, so
    // both may be let through.
    if (lost.status === 201) issuedBy(lost);
    else hasStatus(lost, 409);
    refusedWith(await probe(winner.secret), 404, 'not_found');
    refusedWith(await probe(key.secret), 401, 'unauthorized');
  });
});
