import assert from 'node:assert/strict';
import { readRecording } from '../../support/recordings.ts';
import { account, demo, issue, run } from './credentials.ts';
import { openPlaneFixture, pick, VIEWER, type PlaneFixture, type Said } from './planeFixture.ts';

describe('control plane: onboarding and plan', () => {
  let fixture: PlaneFixture;

  beforeEach(async () => {
    fixture = await openPlaneFixture();
  });
  afterEach(() => fixture.close());

  const detail = (as?: string) => fixture.ask('GET', fixture.home, as === undefined ? {} : { as });
  const blocker = async () => (await detail()).at('data.onboarding.blockers.0.code');
  const bootstrap = () => fixture.ask('POST', `${fixture.home}/bootstrap`);

  /** The same conclusions as the newer variant of the server draws, to the letter. */
  function assertLike(answer: Said, recording: string): void {
    const expected = pick(readRecording(recording).response.body, 'data.onboarding');
    assert.deepEqual(answer.at('data.onboarding'), expected);
  }

  it('counts only service accounts and keys that can be used, as the newer variant does', async () => {
    await bootstrap();
    assertLike(await detail(), '41-wave-detail');
    const owner = await account(fixture, 'ci');
    const { id } = await issue(fixture, { service_account_id: owner });
    assertLike(await detail(), '40-wave-detail-key-active');
    await fixture.ask('POST', `${fixture.home}/api-keys/${id}:revoke`);
    assertLike(await detail(), '40-wave-detail-only-revoked-key');
    await fixture.ask('POST', `${fixture.home}/service-accounts/${owner}:disable`);
    assertLike(await detail(), '40-wave-detail-only-disabled-sa');
  });

  it('does not count a key that has expired, or whose account is disabled', async () => {
    let clock = Date.now();
    fixture = await fixture.reopen({ now: () => new Date(clock) });
    await bootstrap();
    const first = await account(fixture, 'first');
    await account(fixture, 'second');
    await issue(fixture, { expires_at: new Date(clock + 1000).toISOString() });
    assert.equal(await blocker(), 'demo_run_missing');
    clock += 1001;
    assert.equal(await blocker(), 'api_key_missing');
    await issue(fixture, { service_account_id: first });
    assert.equal(await blocker(), 'demo_run_missing');
    await fixture.ask('POST', `${fixture.home}/service-accounts/${first}:disable`);
    assert.equal(await blocker(), 'api_key_missing');
  });

  it('counts the demo run by what its request says, and remembers it when the key is gone', async () => {
    await bootstrap();
    await account(fixture, 'ci');
    const { id, secret } = await issue(fixture);
    for (const context of [
      { ...demo().context, source_app: 'vscode' },
      { ...demo().context, workspace_slug: 'another' },
      { source_app: 'web_console', workspace_slug: 'local' },
    ]) {
      await fixture.settled(secret, await run(fixture, secret, { ...demo(), context }));
      assert.equal(await blocker(), 'demo_run_missing');
    }
    await fixture.settled(secret, await run(fixture, secret, demo()));
    assert.equal(await blocker(), 'verification_track_incomplete');
    await fixture.ask('POST', `${fixture.home}/api-keys/${id}:revoke`);
    const after = await detail();
    assert.equal(after.at('data.onboarding.blockers.0.code'), 'api_key_missing');
    assert.equal(after.at('data.onboarding.blockers.1.code'), 'verification_track_incomplete');
    assert.equal(after.at('data.onboarding.status'), 'demo_run_succeeded');
  });

  it('says what a plan without room lacks, and does nothing', async () => {
    const tiny = await openPlaneFixture({ planId: 'plan_tiny' });
    const refused = await tiny.ask('POST', `${tiny.home}/bootstrap`);
    assert.equal(refused.at('error.code'), 'plan_limit_exceeded');
    assert.equal(refused.at('error.details.providers_required'), 2);
    const usage = (await tiny.ask('GET', tiny.home)).at('data.usage.metrics.active_tool_providers');
    assert.deepEqual(usage, { used: 0, limit: 1, remaining: 1, over_limit: false });
    assert.equal((await tiny.ask('GET', `${tiny.home}/audit-events:export`)).status, 409);
    await tiny.close();
  });

  it('lets a member look and export, and an owner or admin change', async () => {
    await bootstrap();
    assert.equal((await detail(VIEWER)).status, 200);
    for (const path of ['/members', '/delivery', '/audit-events:export']) {
      const answer = await fixture.ask('GET', fixture.home + path, { as: VIEWER });
      assert.equal(answer.status, 200, path);
    }
    const section = { status: 'pending', evidence_links: [] };
    for (const [path, body] of [
      ['/bootstrap', undefined],
      ['/service-accounts', { name: 'x' }],
      ['/api-keys', { scope: ['runs:write'] }],
      ['/delivery', { verification: section, go_live: section }],
    ] as const) {
      const answer = await fixture.ask('POST', fixture.home + path, { as: VIEWER, body });
      assert.equal(answer.status, 403, path);
    }
  });

  it('lets a workspace admin manage as an owner does', async () => {
    const admin = { subject: 'admin@keyrail', role: 'workspace_admin' };
    const other = await openPlaneFixture({ members: [admin] });
    const made = await issue(other, {}, other.home, { as: admin.subject });
    assert.match(made.id, /^key_/);
    await other.close();
  });
});
