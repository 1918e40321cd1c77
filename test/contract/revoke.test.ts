import assert from 'node:assert/strict';
import { apiKey } from '../../src/wire/apiKeys.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { issue, listed, needManager, probe } from './stage.ts';
import type { Issued } from './stage.ts';

const path = (id: string) => inWorkspace(`/api-keys/${id}:revoke`);

describe('revoke', () => {
  const idempotencyKey = fresh('revoke');
  let key: Issued;

  before(async function () {
    await needManager(this);
    key = await issue();
    refusedWith(await probe(key.secret), 404, 'not_found');
  });

  it('asks for an idempotency key', async () => {
    refusedWith(await ask('POST', path(key.row.api_key_id)), 400, 'invalid_request');
  });

  it('ends the key at once and answers its row', async () => {
    const row = dataOf(await post(path(key.row.api_key_id), idempotencyKey), 200, apiKey);
    assert.deepEqual([row.api_key_id, row.status], [key.row.api_key_id, 'revoked']);
    assert.ok(!Number.isNaN(Date.parse(row.revoked_at ?? '')));
    const { message } = refusedWith(await probe(key.secret), 401, 'unauthorized');
    assert.match(message, /no longer active/);
  });

  it('can be repeated and keeps the first moment', async () => {
    const first = (await listed(key.row.api_key_id)).revoked_at;
    for (const again of [idempotencyKey, fresh('revoke')]) {
      const row = dataOf(await post(path(key.row.api_key_id), again), 200, apiKey);
      assert.deepEqual([row.status, row.revoked_at], ['revoked', first]);
    }
  });

  it('keeps the key in the list, as history', async () => {
    assert.equal((await listed(key.row.api_key_id)).status, 'revoked');
  });

  it('leaves nothing to rotate', async () => {
    const rotate = inWorkspace(`/api-keys/${key.row.api_key_id}:rotate`);
    const answer = await post(rotate, fresh('rotate'), { body: {} });
    refusedWith(answer, 409, 'invalid_state_transition');
  });

  it('cannot revoke what does not exist', async () => {
    refusedWith(await post(path(fresh('none')), fresh('revoke')), 404, 'api_key_not_found');
  });
});
