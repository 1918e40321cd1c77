import assert from 'node:assert/strict';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { issue, PLAIN, workspace } from './credentials.ts';
import { handed } from './handed.ts';
import { openPlaneFixture, pick, type PlaneFixture } from './planeFixture.ts';

describe('control plane: idempotency', () => {
  let fixture: PlaneFixture;
  const body = { scope: ['runs:write'] };

  beforeEach(async () => {
    fixture = await openPlaneFixture();
  });
  afterEach(() => fixture.close());

  const total = async () => {
    const items = (await fixture.ask('GET', `${fixture.home}/api-keys`)).at('data.items');
    return Array.isArray(items) ? items.length : -1;
  };

  it('makes one key of forty parallel requests over two open control planes, and shows its secret once', async () => {
    const other = await openLocalControlPlane(fixture.folder);
    const keys = `${fixture.home}/api-keys`;
    const here = async () => {
      const answer = await fixture.ask('POST', keys, { body, once: 'same' });
      return { status: answer.status, secret: answer.at('data.secret_key') };
    };
    const there = async () => {
      const asked = { body: JSON.stringify(body), once: 'same' };
      const { status, json } = await handed(other, 'POST', keys, asked);
      return { status, secret: pick(json, 'data.secret_key') };
    };
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? here() : there())),
    );
    await other.close();
    assert.deepEqual(answers.map(({ status }) => status).sort(), [
      ...Array.from({ length: 39 }, () => 200),
      201,
    ]);
    assert.equal(answers.filter(({ secret }) => typeof secret === 'string').length, 1);
    assert.equal(answers.filter(({ secret }) => secret === null).length, 39);
    assert.equal(await total(), 1);
  });

  it('never shows a secret again, whatever has become of the key', async () => {
    const ask = { body, once: 'same' };
    const first = await fixture.ask('POST', `${fixture.home}/api-keys`, ask);
    const id = first.text('data.api_key.api_key_id');
    await fixture.ask('POST', `${fixture.home}/api-keys/${id}:revoke`);
    const again = await fixture.ask('POST', `${fixture.home}/api-keys`, ask);
    assert.equal(again.status, 200);
    assert.equal(again.at('data.secret_key'), null);
    assert.equal(again.at('data.api_key.status'), 'revoked');
  });

  it('repeats also after the expiry that was asked for has passed', async () => {
    let clock = Date.now();
    const timed = await openPlaneFixture({ now: () => new Date(clock) });
    const ask = {
      body: { ...body, expires_at: new Date(clock + 1000).toISOString() },
      once: 'same',
    };
    assert.equal((await timed.ask('POST', `${timed.home}/api-keys`, ask)).status, 201);
    clock += 5000;
    const again = await timed.ask('POST', `${timed.home}/api-keys`, ask);
    assert.equal(again.status, 200);
    assert.equal(again.at('data.api_key.status'), 'expired');
    await timed.close();
  });

  it('forgets a refused request: the same key may be used for a better one', async () => {
    const bad = { ...body, service_account_id: 'svc_nobody' };
    const refused = await fixture.ask('POST', `${fixture.home}/api-keys`, {
      body: bad,
      once: 'same',
    });
    assert.equal(refused.status, 404);
    const made = await fixture.ask('POST', `${fixture.home}/api-keys`, { body, once: 'same' });
    assert.equal(made.status, 201);
  });

  it('knows a request by its meaning: order of fields, spaces and time zones do not matter', async () => {
    const first = { scope: [' runs:write '], expires_at: '2099-03-31T12:00:00+02:00' };
    const second = '{"expires_at":"2099-03-31T10:00:00Z",   "scope":["runs:write"]}';
    const made = await fixture.ask('POST', `${fixture.home}/api-keys`, {
      body: first,
      once: 'same',
    });
    assert.equal(made.status, 201);
    const again = await fixture.ask('POST', `${fixture.home}/api-keys`, {
      raw: second,
      once: 'same',
    });
    assert.equal(again.status, 200);
  });

  it('takes the same key for another route, another workspace and another thing as another request', async () => {
    const other = await workspace(fixture, 'other');
    const first = await issue(fixture);
    const second = await issue(fixture);
    const statuses = [
      await fixture.ask('POST', `${fixture.home}/api-keys`, { body, once: 'same' }),
      await fixture.ask('POST', `${other}/api-keys`, { body, once: 'same' }),
      await fixture.ask('POST', `${fixture.home}/api-keys/${first.id}:rotate`, {
        body: {},
        once: 'same',
      }),
      await fixture.ask('POST', `${fixture.home}/api-keys/${second.id}:rotate`, {
        body: {},
        once: 'same',
      }),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [201, 201, 201, 201]);
  });

  it('repeats a rotation although the old key has ended by it', async () => {
    const { id } = await issue(fixture);
    const ask = { body: {}, once: 'same' };
    const first = await fixture.ask('POST', `${fixture.home}/api-keys/${id}:rotate`, ask);
    const again = await fixture.ask('POST', `${fixture.home}/api-keys/${id}:rotate`, ask);
    assert.deepEqual([first.status, again.status], [201, 200]);
    assert.equal(again.at('data.secret_key'), null);
    assert.deepEqual(again.at('data.api_key'), first.at('data.api_key'));
  });

  it('counts a repeated run neither against the rate nor against the plan', async () => {
    const tiny = await openPlaneFixture({ planId: 'plan_tiny', runsPerMinute: 1 });
    const { secret } = await issue(tiny);
    const ask = { secret, body: PLAIN, once: 'same' };
    assert.equal((await tiny.ask('POST', '/runs', ask)).status, 201);
    assert.equal((await tiny.ask('POST', '/runs', ask)).status, 200);
    const detail = await tiny.ask('GET', tiny.home);
    assert.equal(detail.at('data.usage.metrics.runs_created.used'), 1);
    await tiny.close();
  });
});
