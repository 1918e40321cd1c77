import assert from 'node:assert/strict';
import {
  createdServiceAccount,
  serviceAccountList,
  type ServiceAccount,
} from '../../src/wire/serviceAccounts.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { anyRefusal, dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { needManager, ownAccount } from './stage.ts';
import { target } from './target.ts';

const path = () => inWorkspace('/service-accounts');

describe('service accounts', () => {
  let account: ServiceAccount;
  before(async function () {
    await needManager(this);
    account = await ownAccount();
  });

  it('makes an active account with the given id and the default role', () => {
    assert.match(account.service_account_id, /^svc_keyrail-contract-/);
    assert.equal(`svc_${account.name}`, account.service_account_id);
    assert.deepEqual(
      [account.status, account.role, account.workspace_id, account.last_used_at],
      ['active', 'workspace_service', target().workspaceId, null],
    );
    assert.ok(account.created_by_user_id);
  });

  it('answers a repetition with the same account, 200', async () => {
    const body = { name: account.name, service_account_id: account.service_account_id };
    const answer = await post(path(), account.name, { body });
    const again = dataOf(answer, 200, createdServiceAccount).service_account;
    assert.equal(again.service_account_id, account.service_account_id);
  });

  it('refuses the same idempotency key with other content', async () => {
    const body = { name: fresh('other'), service_account_id: `svc_${fresh('other')}` };
    refusedWith(await post(path(), account.name, { body }), 409, 'idempotency_conflict');
  });

  it('refuses a name that exists', async () => {
    const body = { name: account.name, service_account_id: `svc_${fresh('twin')}` };
    const answer = await post(path(), fresh('twin'), { body });
    refusedWith(answer, 409, 'service_account_already_exists');
  });

  it('refuses an id that exists', async () => {
    const body = { name: fresh('twin'), service_account_id: account.service_account_id };
    anyRefusal(await post(path(), fresh('twin'), { body }));
  });

  it('trims the name', async () => {
    const body = { name: `  ${account.name} `, service_account_id: `svc_${fresh('twin')}` };
    const answer = await post(path(), fresh('twin'), { body });
    refusedWith(answer, 409, 'service_account_already_exists');
  });

  it('lists it, newest first, all on one page', async () => {
    const { items, page_info } = dataOf(await ask('GET', path()), 200, serviceAccountList);
    assert.ok(items.some((row) => row.service_account_id === account.service_account_id));
    const dates = items.map(({ created_at }) => created_at);
    assert.deepEqual(dates, [...dates].sort().reverse());
    assert.equal(page_info.next_cursor, null);
  });

  const bad: [string, unknown][] = [
    ['without a name', {}],
    ['with an empty name', { name: '  ' }],
    ['with a role that is empty', { name: 'x', role: '' }],
    ['with a description that is no text', { name: 'x', description: 7 }],
  ];
  for (const [title, body] of bad) {
    it(`refuses an account ${title}`, async () => {
      refusedWith(await post(path(), fresh('bad'), { body }), 400, 'invalid_request');
    });
  }

  it('asks for an idempotency key and for JSON', async () => {
    const body = { name: fresh('none') };
    refusedWith(await ask('POST', path(), { body }), 400, 'invalid_request');
    refusedWith(await post(path(), fresh('bad'), { raw: '{' }), 400, 'invalid_request');
  });

  it('has no way to read, change or enable one account', async () => {
    const one = `${path()}/${account.service_account_id}`;
    for (const [method, where] of [
      ['GET', one],
      ['PATCH', one],
      ['DELETE', one],
      ['POST', `${one}:enable`],
    ] as const) {
      const question = method === 'GET' ? {} : { idempotencyKey: fresh('route') };
      refusedWith(await ask(method, where, question), 404, 'not_found');
    }
  });

  it('cannot disable what does not exist', async () => {
    const answer = await post(`${path()}/${fresh('none')}:disable`, fresh('disable'));
    refusedWith(answer, 404, 'service_account_not_found');
  });

  it('treats a retry without an id of its own as a conflict or as a repetition', async () => {
    const name = fresh('generated');
    const first = await post(path(), name, { body: { name } });
    const made = dataOf(first, 201, createdServiceAccount).service_account;
    const second = await post(path(), name, { body: { name } });
    if (second.status === 409) {
      refusedWith(second, 409, 'idempotency_conflict');
    } else {
      const again = dataOf(second, 200, createdServiceAccount).service_account;
      assert.equal(again.service_account_id, made.service_account_id);
    }
  });
});
