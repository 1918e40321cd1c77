import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { account, createWorkspace, EXTERNAL, issue, run, workspace } from './credentials.ts';
import { deliberate } from './deliberate.ts';
import { openPlaneFixture, VIEWER, type PlaneFixture } from './planeFixture.ts';

/** Where the local control plane answers otherwise than the real one, on purpose; one test each. */
describe('control plane: deliberate differences', () => {
  let fixture: PlaneFixture;
  let clock: number | undefined;

  beforeEach(async () => {
    clock = undefined;
    fixture = await openPlaneFixture({ now: () => new Date(clock ?? Date.now()) });
  });
  afterEach(() => fixture.close());

  const keys = (body: unknown, once?: string) =>
    fixture.ask('POST', `${fixture.home}/api-keys`, {
      body,
      ...(once === undefined ? {} : { once }),
    });
  const rotate = (id: string, body: unknown, once?: string) =>
    fixture.ask('POST', `${fixture.home}/api-keys/${id}:rotate`, {
      body,
      ...(once === undefined ? {} : { once }),
    });
  const listed = async (id: string) => {
    const list = await fixture.ask('GET', `${fixture.home}/api-keys`);
    const items = list.at('data.items');
    assert.ok(Array.isArray(items));
    return items.find((item: { api_key_id: string }) => item.api_key_id === id) as Record<
      string,
      unknown
    >;
  };

  it('refuses an empty scope', async () => {
    const { id } = await issue(fixture);
    for (const answer of [
      await keys({}),
      await keys({ scope: [] }),
      await rotate(id, { scope: [] }),
    ]) {
      assert.equal(answer.status, 400);
      assert.equal(answer.at('error.code'), 'invalid_request');
      assert.match(answer.text('error.message'), /empty scope grants nothing/);
    }
    assert.equal((await listed(id))['status'], 'active');
  });

  it('never makes a key that is dead when it is born', async () => {
    const past = { scope: ['runs:write'], expires_at: '2020-01-01T00:00:00Z' };
    assert.equal((await keys(past)).text('error.message'), 'expires_at must be in the future');
    const { id } = await issue(fixture, {
      expires_at: new Date(Date.now() + 60_000).toISOString(),
    });
    const back = await rotate(id, { expires_at: '2020-01-01T00:00:00Z' });
    assert.equal(back.text('error.message'), 'expires_at must be in the future');
    clock = Date.now() + 120_000;
    const inherited = await rotate(id, {});
    assert.equal(inherited.status, 409);
    assert.equal(inherited.at('error.code'), 'invalid_state_transition');
  });

  it('lists a key as expired as soon as it is, before anybody has used it', async () => {
    const { id } = await issue(fixture, {
      expires_at: new Date(Date.now() + 60_000).toISOString(),
    });
    assert.equal((await listed(id))['status'], 'active');
    clock = Date.now() + 60_001;
    assert.equal((await listed(id))['status'], 'expired');
    assert.equal((await listed(id))['last_used_at'], null);
  });

  it('lists the keys of a disabled service account as disabled', async () => {
    const owner = await account(fixture, 'bot');
    const { id } = await issue(fixture, { service_account_id: owner });
    await fixture.ask('POST', `${fixture.home}/service-accounts/${owner}:disable`);
    assert.equal((await listed(id))['status'], 'disabled');
    const heir = await account(fixture, 'heir');
    assert.equal((await rotate(id, { service_account_id: heir })).status, 201);
  });

  it('repeats the answer for a service account without an id of its own', async () => {
    const ask = { body: { name: 'ci' }, once: 'same' };
    const first = await fixture.ask('POST', `${fixture.home}/service-accounts`, ask);
    const second = await fixture.ask('POST', `${fixture.home}/service-accounts`, ask);
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.deepEqual(second.at('data'), first.at('data'));
  });

  it('repeats the answer for a workspace without an id of its own', async () => {
    const ask = () =>
      createWorkspace(fixture, 'two', { workspace_id: undefined }, { once: 'same' });
    const [first, second] = [await ask(), await ask()];
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.deepEqual(second.at('data'), first.at('data'));
  });

  it('tells “inherit” from “clear” when a rotation is repeated', async () => {
    const owner = await account(fixture, 'ci');
    const { id } = await issue(fixture, { service_account_id: owner, expires_at: '2099-01-01' });
    assert.equal((await rotate(id, {}, 'same')).status, 201);
    const other = await rotate(id, { service_account_id: null, expires_at: null }, 'same');
    assert.equal(other.status, 409);
    assert.equal(other.at('error.code'), 'idempotency_conflict');
  });

  it('repeats the answer of an approval that was decided with the same key', async () => {
    const worker = await issue(fixture);
    const legal = await account(fixture, 'legal', 'legal_approver');
    const approver = await issue(fixture, {
      service_account_id: legal,
      scope: ['approvals:write'],
    });
    const runId = await run(fixture, worker.secret, EXTERNAL);
    const waiting = await fixture.settled(worker.secret, runId);
    const path = `/approvals/${waiting.text('data.pending_approval_id')}/decision`;
    const ask = { secret: approver.secret, body: { decision: 'approved' }, once: 'same' };
    const [first, second] = [
      await fixture.ask('POST', path, ask),
      await fixture.ask('POST', path, ask),
    ];
    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.deepEqual(second.at('data'), first.at('data'));
    const third = await fixture.ask('POST', path, { ...ask, once: 'other' });
    assert.equal(third.at('error.code'), 'approval_already_decided');
  });

  it('answers mistakes of the client as such, never with 500', async () => {
    const owner = await account(fixture, 'ci');
    const answers = [
      await fixture.ask('POST', `${fixture.home}/api-keys`, { raw: 'null' }),
      await fixture.ask('POST', `${fixture.home}/api-keys`, { raw: '[]' }),
      await keys({ scope: ['runs:write'], expires_at: 1_790_000_000 }),
      await fixture.ask('POST', `${fixture.home}/service-accounts`, {
        body: { name: 'another', service_account_id: owner },
      }),
      await keys(JSON.parse(`{"scope":["runs:write"],"deep":${'['.repeat(60)}${']'.repeat(60)}}`)),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, 409, 400],
    );
    assert.deepEqual(fixture.reported, []);
  });

  it('says in a header when to come back after a rate limit', async () => {
    // A clock that stands still, so that the minute cannot end in between.
    const limited = await openPlaneFixture({
      runsPerMinute: 1,
      replaysPerMinute: 1,
      now: () => new Date('2026-11-22T23:28:44.000Z'),
    });
    try {
      const { secret } = await issue(limited);
      const runId = await run(limited, secret);
      for (const [path, body] of [
        ['/runs', { input: { kind: 'x' } }],
        [`/runs/${runId}/replay`, {}],
      ] as const) {
        if (path !== '/runs') await limited.ask('POST', path, { secret, body });
        const refused = await limited.ask('POST', path, { secret, body });
        assert.equal(refused.status, 429);
        assert.equal(refused.at('error.code'), 'rate_limited');
        assert.equal(refused.at('error.details.retry_after_seconds'), 16);
        assert.equal(refused.headers.get('retry-after'), '16');
      }
    } finally {
      await limited.close();
    }
  });

  it('keeps an audit event for every action on credentials, with who did it and never a secret', async () => {
    const owner = await account(fixture, 'ci');
    const first = await issue(fixture, { service_account_id: owner });
    const second = await rotate(first.id, {});
    const secondId = second.text('data.api_key.api_key_id');
    await fixture.ask('POST', `${fixture.home}/api-keys/${secondId}:revoke`);
    await fixture.ask('POST', `${fixture.home}/service-accounts/${owner}:disable`);
    const exported = await fixture.ask('GET', `${fixture.home}/audit-events:export`);
    const text = String(exported.body);
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      events.map(({ event_type }) => event_type),
      [
        'service_account_created',
        'api_key_created',
        'api_key_rotated',
        'api_key_revoked',
        'service_account_disabled',
      ],
    );
    const me = await fixture.ask('GET', '/saas/me');
    for (const event of events) {
      assert.deepEqual(event['actor'], { type: 'human', ref: me.text('data.user.user_id') });
      assert.equal(event['run_id'], null);
    }
    assert.deepEqual(events[2]?.['payload'], {
      api_key_id: secondId,
      rotated_from_api_key_id: first.id,
      service_account_id: owner,
      scope: ['runs:write'],
      expires_at: null,
    });
    assert.ok(!text.includes(first.secret.slice(20)));
    assert.ok(!text.includes(second.text('data.secret_key').slice(20)));
  });

  it('says in a run’s events which key it was, and does not call a machine human', async () => {
    const worker = await issue(fixture, { scope: ['runs:write', 'runs:manage'] });
    const runId = await run(fixture, worker.secret, EXTERNAL);
    await fixture.settled(worker.secret, runId);
    await fixture.ask('POST', `/runs/${runId}:cancel`, { secret: worker.secret });
    const events = await fixture.ask('GET', `/runs/${runId}/events`, { secret: worker.secret });
    assert.equal(events.at('data.items.0.payload.api_key_id'), worker.id);
    assert.equal(events.at('data.items.2.event_type'), 'approval_cancelled');
    assert.deepEqual(events.at('data.items.2.actor'), {
      type: 'api_key',
      ref: `api_key:${worker.id}`,
    });
  });

  it('changes updated_at with the key, not with its use', async () => {
    const { id, secret } = await issue(fixture);
    const { updated_at } = await listed(id);
    await delay(5);
    await fixture.ask('GET', '/_probe', { secret });
    const after = await listed(id);
    assert.notEqual(after['last_used_at'], null);
    assert.equal(after['updated_at'], updated_at);
  });

  it('believes nobody who comes without a key', async () => {
    const me = await fixture.ask('GET', '/saas/me');
    const claims = { 'x-tenant-id': me.text('data.workspaces.0.tenant_id') };
    for (const headers of [{}, claims, { ...claims, 'x-authenticated-subject': 'local@keyrail' }]) {
      const answer = await fixture.ask('POST', '/runs', {
        headers,
        body: { input: { kind: 'x' } },
      });
      assert.equal(answer.status, 401);
      assert.equal(answer.at('error.code'), 'unauthorized');
    }
  });

  it('believes no header about who a person is', async () => {
    for (const name of ['x-authenticated-subject', 'cf-access-authenticated-user-email']) {
      const headers = { [name]: 'local@keyrail' };
      const answer = await fixture.ask('GET', '/saas/me', { as: null, headers });
      assert.equal(answer.status, 401);
    }
  });

  it('refuses what a web page asks, before it looks at anything else', async () => {
    for (const path of ['/health', '/saas/me', '/nothing']) {
      const headers = { origin: 'https://page.test', 'access-control-request-method': 'POST' };
      const answer = await fixture.ask('OPTIONS', path, { headers });
      assert.deepEqual([answer.status, answer.at('error.code')], [403, 'forbidden'], path);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });

  it('hashes an artifact as it is answered, so that it can be checked', async () => {
    const { secret } = await issue(fixture);
    const runId = await run(fixture, secret);
    await fixture.settled(secret, runId);
    const list = await fixture.ask('GET', `/runs/${runId}/artifacts`, { secret });
    const path = `/runs/${runId}/artifacts/${list.text('data.items.0.artifact_id')}`;
    const artifact = await fixture.ask('GET', `${path}?include_body=true`, { secret });
    const document = JSON.stringify(artifact.at('data.body'));
    const sha256 = createHash('sha256').update(document).digest('hex');
    assert.equal(artifact.at('data.sha256'), sha256);
    assert.equal(artifact.at('data.size_bytes'), Buffer.byteLength(document));
  });

  it('answers a missing management role with the newer variant’s code', async () => {
    const refused = await fixture.ask('GET', `${fixture.home}/api-keys`, { as: VIEWER });
    assert.equal(refused.status, 403);
    assert.equal(refused.at('error.code'), 'workspace_admin_required');
    assert.deepEqual(refused.at('error.details.required_roles'), [
      'workspace_owner',
      'workspace_admin',
    ]);
  });

  it('gives a workspace without a plan the local one, with audit export', async () => {
    const other = await workspace(fixture, 'other');
    const detail = await fixture.ask('GET', other);
    assert.equal(detail.at('data.plan.plan_id'), 'plan_local');
    assert.equal(detail.at('data.plan.features.audit_export'), true);
  });

  it('names itself in health and in its secrets, so that no one takes it for the real one', async () => {
    const health = await fixture.ask('GET', '/health');
    assert.equal(health.at('data.service'), 'keyrail-local-control-plane');
    const { secret } = await issue(fixture);
    assert.match(secret, /^krl_local_[0-9a-z]{8}[0-9a-f]{16}_[0-9a-f]{48}$/);
  });

  it('has no governance routes, and says that nothing is behind the gateways', async () => {
    const { secret } = await issue(fixture, { scope: ['a2a:write', 'mcp:call'] });
    assert.equal((await fixture.ask('GET', '/policies', { secret })).status, 404);
    assert.equal((await fixture.ask('POST', '/tool-providers', { secret, body: {} })).status, 404);
    const answer = await fixture.ask('POST', '/a2a/message:send', { secret, body: {} });
    assert.equal(answer.status, 503);
    assert.equal(answer.at('error.code'), 'upstream_unavailable');
  });

  it('refuses idempotency keys that nobody makes', async () => {
    const answer = await keys({ scope: ['runs:write'] }, 'x'.repeat(256));
    assert.equal(answer.status, 400);
  });

  it('has a test here for every recording that is answered differently', () => {
    const source = readFileSync(import.meta.filename, 'utf8');
    for (const [name, { difference }] of Object.entries(deliberate)) {
      assert.ok(source.includes(`it('${difference}'`), `${name}: ${difference}`);
    }
  });
});
