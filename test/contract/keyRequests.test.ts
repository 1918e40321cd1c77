import assert from 'node:assert/strict';
import { apiKeyScopes } from '../../src/wire/scopes.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { anyRefusal, hasStatus, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { issue, issuedBy, listKeys, needManager, ownAccount } from './stage.ts';

const path = () => inWorkspace('/api-keys');

describe('requests for keys', () => {
  before(async function () {
    await needManager(this);
  });

  it('takes every scope, trims them and drops doubles, in order', async () => {
    const all = await issue({ scope: [...apiKeyScopes].reverse() });
    assert.deepEqual(all.row.scope, [...apiKeyScopes].reverse());
    const doubled = await issue({ scope: [' runs:write ', 'runs:manage', 'runs:write'] });
    assert.deepEqual(doubled.row.scope, ['runs:write', 'runs:manage']);
  });

  it('takes no expiry as never', async () => {
    for (const expires_at of [null, '', undefined]) {
      assert.equal((await issue({ expires_at })).row.expires_at, null);
    }
  });

  it('stores an expiry as UTC with milliseconds', async () => {
    const year = new Date().getUTCFullYear() + 1;
    const { row } = await issue({ expires_at: `${year}-03-31T12:00:00+02:00` });
    assert.equal(row.expires_at, `${year}-03-31T10:00:00.000Z`);
  });

  const bad: [string, object][] = [
    ['a scope that is a text', { scope: 'runs:write' }],
    ['a scope that is null', { scope: null }],
    ['a scope with an empty text', { scope: [''] }],
    ['an account that is a number', { service_account_id: 5 }],
    ['an expiry that is no date', { expires_at: 'soon' }],
  ];
  for (const [title, part] of bad) {
    it(`refuses ${title}`, async () => {
      const { service_account_id } = await ownAccount();
      const body = { service_account_id, scope: ['runs:write'], ...part };
      refusedWith(await post(path(), fresh('bad'), { body }), 400, 'invalid_request');
    });
  }

  it('names a scope that it does not know, and those it knows', async () => {
    const { service_account_id } = await ownAccount();
    const body = { service_account_id, scope: ['runs:write', 'runs:read'] };
    const { details } = refusedWith(
      await post(path(), fresh('bad'), { body }),
      400,
      'invalid_request',
    );
    assert.equal(details['scope'], 'runs:read');
    assert.deepEqual(details['allowed_scopes'], [...apiKeyScopes]);
  });

  it('refuses an account that does not exist', async () => {
    const body = { service_account_id: fresh('none'), scope: ['runs:write'] };
    const answer = await post(path(), fresh('bad'), { body });
    refusedWith(answer, 404, 'service_account_not_found');
  });

  it('refuses a body that is no JSON object, and an expiry that is a number', async () => {
    refusedWith(await post(path(), fresh('bad'), { raw: '{' }), 400, 'invalid_request');
    refusedWith(await post(path(), fresh('bad'), { raw: '' }), 400, 'invalid_request');
    anyRefusal(await post(path(), fresh('bad'), { raw: 'null' }));
    const { service_account_id } = await ownAccount();
    const expires_at = 4_102_444_800_000;
    const body = { service_account_id, scope: ['runs:write'], expires_at };
    anyRefusal(await post(path(), fresh('bad'), { body }));
  });

  it('asks for an idempotency key that is not empty', async () => {
    const { service_account_id } = await ownAccount();
    const body = { service_account_id, scope: ['runs:write'] };
    refusedWith(await ask('POST', path(), { body }), 400, 'invalid_request');
    refusedWith(await ask('POST', path(), { body, idempotencyKey: '' }), 400, 'invalid_request');
  });

  it('makes nothing of what it refuses', async () => {
    const before = await listKeys();
    const { service_account_id } = await ownAccount();
    const body = { service_account_id, scope: ['nope'] };
    refusedWith(await post(path(), fresh('bad'), { body }), 400, 'invalid_request');
    assert.equal((await listKeys()).length, before.length);
  });

  it('takes an empty scope as full access, or refuses it', async () => {
    const { service_account_id } = await ownAccount();
    const body = { service_account_id, scope: [] };
    const answer = await post(path(), fresh('empty'), { body });
    if (answer.status !== 201) {
      refusedWith(answer, [400, 403, 409, 422], 'invalid_request');
      return;
    }
    const { row } = issuedBy(answer);
    assert.deepEqual(row.scope, []);
    hasStatus(await post(`${path()}/${row.api_key_id}:revoke`, fresh('revoke')), 200);
  });
});
