import assert from 'node:assert/strict';
import { serviceAccount, serviceAccountList } from '../../src/wire/serviceAccounts.ts';
import type { ServiceAccount } from '../../src/wire/serviceAccounts.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, hasStatus, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { createAccount, issue, issuedBy, listed, needManager, ownAccount, probe } from './stage.ts';
import type { Issued } from './stage.ts';

describe('disabling a service account', () => {
  let account: ServiceAccount;
  let key: Issued;
  let spare: Issued;
  const path = () => inWorkspace(`/service-accounts/${account.service_account_id}:disable`);

  before(async function () {
    await needManager(this);
    account = await createAccount('disabled');
    const { service_account_id } = account;
    key = await issue({ service_account_id });
    spare = await issue({ service_account_id });
    refusedWith(await probe(key.secret), 404, 'not_found');
  });

  it('asks for an idempotency key', async () => {
    refusedWith(await ask('POST', path()), 400, 'invalid_request');
  });

  it('answers the account, disabled, and can be repeated', async () => {
    const idempotencyKey = fresh('disable');
    for (const again of [idempotencyKey, idempotencyKey, fresh('disable')]) {
      const row = dataOf(await post(path(), again), 200, serviceAccount);
      assert.equal(row.service_account_id, account.service_account_id);
      assert.equal(row.status, 'disabled');
    }
  });

  it('ends its keys at once, although they may still be listed as active', async () => {
    const { message } = refusedWith(await probe(key.secret), 401, 'unauthorized');
    assert.match(message, /service account|no longer active/);
    await listed(key.row.api_key_id);
  });

  it('keeps the account in the list and its name taken', async () => {
    const answer = await ask('GET', inWorkspace('/service-accounts'));
    const { items } = dataOf(answer, 200, serviceAccountList);
    const row = items.find((item) => item.service_account_id === account.service_account_id);
    assert.equal(row?.status, 'disabled');
    const body = { name: account.name, service_account_id: `svc_${fresh('twin')}` };
    const twin = await post(inWorkspace('/service-accounts'), fresh('twin'), { body });
    refusedWith(twin, 409, 'service_account_already_exists');
  });

  it('has no way back', async () => {
    const enable = inWorkspace(`/service-accounts/${account.service_account_id}:enable`);
    refusedWith(await post(enable, fresh('enable')), 404, 'not_found');
  });

  it('makes no new key for it', async () => {
    const { service_account_id } = account;
    const body = { service_account_id, scope: ['runs:write'] };
    const created = await post(inWorkspace('/api-keys'), fresh('key'), { body });
    refusedWith(created, 409, 'invalid_state_transition');
    const rotate = inWorkspace(`/api-keys/${key.row.api_key_id}:rotate`);
    const rotated = await post(rotate, fresh('rotate'), { body: {} });
    refusedWith(rotated, 409, 'invalid_state_transition');
  });

  it('lets its keys be revoked, or rotated onto another account', async () => {
    const revoke = inWorkspace(`/api-keys/${spare.row.api_key_id}:revoke`);
    hasStatus(await post(revoke, fresh('revoke')), 200);
    const { service_account_id } = await ownAccount();
    const rotate = inWorkspace(`/api-keys/${key.row.api_key_id}:rotate`);
    const answer = await post(rotate, fresh('rotate'), { body: { service_account_id } });
    const rebound = issuedBy(answer);
    assert.equal(rebound.row.service_account_id, service_account_id);
    refusedWith(await probe(rebound.secret), 404, 'not_found');
  });
});
