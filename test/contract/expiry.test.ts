import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { health } from '../../src/wire/health.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { issue, issuedBy, listed, needManager, ownAccount, probe } from './stage.ts';

async function serverTime(): Promise<number> {
  const { now } = dataOf(await ask('GET', '/health', { as: 'anybody' }), 200, health);
  return now === undefined ? Date.now() : Date.parse(now);
}

describe('expiry', () => {
  before(async function () {
    await needManager(this);
  });

  it('ends a key at its moment, although the list may notice only when it is used', async () => {
    await ownAccount();
    // Two requests must fit in between, however far away the server is.
    const asked = performance.now();
    const now = await serverTime();
    const roundTrip = performance.now() - asked;
    const expires_at = new Date(now + 2_500 + 6 * roundTrip).toISOString();
    const { row, secret } = await issue({ expires_at });
    refusedWith(await probe(secret), 404, 'not_found');
    while ((await serverTime()) <= Date.parse(expires_at)) await sleep(500);

    const unused = (await listed(row.api_key_id)).status;
    assert.ok(unused === 'active' || unused === 'expired', unused);
    const { message } = refusedWith(await probe(secret), 401, 'unauthorized');
    assert.match(message, /expired/i);
    assert.equal((await listed(row.api_key_id)).status, 'expired');

    const rotate = `/api-keys/${row.api_key_id}:rotate`;
    const rotated = await post(inWorkspace(rotate), fresh('rotate'), { body: {} });
    refusedWith(rotated, 409, 'invalid_state_transition');
  });

  it('refuses an expiry in the past, or makes a key that is dead from the start', async () => {
    const { service_account_id } = await ownAccount();
    const body = { service_account_id, scope: ['runs:write'], expires_at: '2020-01-01T00:00:00Z' };
    const answer = await post(inWorkspace('/api-keys'), fresh('past'), { body });
    if (answer.status === 400) {
      refusedWith(answer, 400, 'invalid_request');
      return;
    }
    refusedWith(await probe(issuedBy(answer).secret), 401, 'unauthorized');
  });
});
