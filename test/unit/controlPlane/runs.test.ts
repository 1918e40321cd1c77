import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import {
  account,
  ALL_SCOPES,
  demo,
  EXTERNAL,
  issue,
  PLAIN,
  run,
  type Held,
} from './credentials.ts';
import { openPlaneFixture, type PlaneFixture, type Said } from './planeFixture.ts';

describe('control plane: runs', () => {
  let fixture: PlaneFixture;
  let key: Held;

  beforeEach(async () => {
    fixture = await openPlaneFixture();
    key = await issue(fixture, { scope: ALL_SCOPES });
  });
  afterEach(() => fixture.close());

  const get = (path: string, from = fixture) => from.ask('GET', path, { secret: key.secret });
  const post = (path: string, body?: unknown, from = fixture) =>
    from.ask('POST', path, { secret: key.secret, ...(body === undefined ? {} : { body }) });
  const kinds = (graph: Said) => {
    const steps = graph.at('data.steps');
    assert.ok(Array.isArray(steps));
    return steps.map(({ step_type, status }: Record<string, string>) => `${step_type} ${status}`);
  };

  it('goes through its steps over time, each one visible while it is under way', async () => {
    // Longer than two looks are apart, on a machine under load too.
    const slow = await fixture.reopen({ stepMs: 500 });
    fixture = slow;
    const runId = await run(fixture, key.secret, demo());
    const seen = new Set<string>();
    for (;;) {
      const graph = await get(`/runs/${runId}/graph`);
      seen.add(graph.text('data.run.status'));
      for (const kind of kinds(graph)) seen.add(kind);
      if (graph.at('data.run.status') === 'completed') break;
      await nextTurn();
    }
    for (const expected of ['queued', 'running', 'planner running', 'tool_call running']) {
      assert.ok(seen.has(expected), `${expected} in ${[...seen].join(', ')}`);
    }
    assert.deepEqual(kinds(await get(`/runs/${runId}/graph`)), [
      'planner completed',
      'policy_check completed',
      'tool_call completed',
      'summary completed',
    ]);
  });

  it('sums up what it really found in this control plane', async () => {
    const waiting = await run(fixture, key.secret, EXTERNAL);
    const approvalId = (await fixture.settled(key.secret, waiting)).text(
      'data.pending_approval_id',
    );
    const runId = await run(fixture, key.secret, demo());
    await fixture.settled(key.secret, runId);
    const graph = await get(`/runs/${runId}/graph?include_payloads=true`);
    assert.match(graph.text('data.artifacts.0.body.summary'), new RegExp(approvalId));
    assert.equal(
      graph.at('data.artifacts.0.body.tool.output.pending_approvals.0.approval_id'),
      approvalId,
    );
  });

  it('waits where something would leave the fixture: by label, by text, in two languages', async () => {
    for (const body of [
      EXTERNAL,
      { input: { kind: 'x', text: 'an External message' } },
      { input: { kind: 'x', text: '請外發' } },
    ]) {
      const settled = await fixture.settled(key.secret, await run(fixture, key.secret, body));
      assert.equal(settled.at('data.status'), 'waiting_approval');
      assert.equal(settled.at('data.workflow_status'), 'running');
    }
  });

  it('goes on when it is approved, and hands the message to a mailer that sends nothing', async () => {
    const runId = await run(fixture, key.secret, EXTERNAL);
    const approval = await decide(await fixture.settled(key.secret, runId), 'approved');
    assert.equal(approval.status, 200);
    const done = await fixture.settled(key.secret, runId);
    assert.equal(done.at('data.status'), 'completed');
    const graph = await get(`/runs/${runId}/graph?include_payloads=true`);
    assert.equal(graph.at('data.approvals.0.status'), 'approved');
    assert.equal(graph.at('data.artifacts.0.body.outbound.sent'), false);
  });

  it('fails when it is rejected, and says that it was blocked', async () => {
    const runId = await run(fixture, key.secret, EXTERNAL);
    await decide(await fixture.settled(key.secret, runId), 'rejected');
    const done = await fixture.settled(key.secret, runId);
    assert.equal(done.at('data.status'), 'failed');
    const events = await get(`/runs/${runId}/events`);
    assert.equal(events.at('data.items.3.event_type'), 'side_effect_blocked');
  });

  it('fails when nobody decides in time, and refuses a late decision', async () => {
    let clock = Date.now();
    fixture = await fixture.reopen({ now: () => new Date(clock) });
    const runId = await run(fixture, key.secret, EXTERNAL);
    const waiting = await fixture.settled(key.secret, runId);
    clock += 86_400_001;
    const late = await decide(waiting, 'approved');
    assert.equal(late.status, 409);
    assert.equal(late.at('error.code'), 'invalid_state_transition');
    assert.equal((await get(`/runs/${runId}`)).at('data.status'), 'failed');
  });

  it('stops in the middle when it is cancelled, and stays stopped', async () => {
    fixture = await fixture.reopen({ stepMs: 30 });
    const runId = await run(fixture, key.secret);
    while ((await get(`/runs/${runId}`)).at('data.status') !== 'running') await delay(5);
    const cancelled = await post(`/runs/${runId}:cancel`);
    assert.equal(cancelled.at('data.status'), 'cancelled');
    await delay(100);
    const after = await get(`/runs/${runId}`);
    assert.equal(after.at('data.status'), 'cancelled');
    assert.equal(after.at('data.workflow_status'), 'terminated');
    const states = kinds(await get(`/runs/${runId}/graph`));
    assert.ok(states.some((state) => state.endsWith('cancelled')));
    assert.ok(states.every((state) => !state.endsWith('running')));
  });

  it('replays from the input with overrides, and counts as a run of its own', async () => {
    const runId = await run(fixture, key.secret, demo());
    await fixture.settled(key.secret, runId);
    const replayed = await post(`/runs/${runId}/replay`, {
      overrides: { input: { text: 'something external' } },
    });
    assert.equal(replayed.at('data.replay_source_run_id'), runId);
    const settled = await fixture.settled(key.secret, replayed.text('data.run_id'));
    assert.equal(settled.at('data.status'), 'waiting_approval');
    const detail = await fixture.ask('GET', fixture.home);
    assert.equal(detail.at('data.usage.metrics.runs_created.used'), 2);
    assert.equal(detail.at('data.onboarding.summary.demo_runs_total'), 2);
  });

  it('replays from a step without planning again, but never past the policy', async () => {
    const runId = await run(fixture, key.secret, EXTERNAL);
    await decide(await fixture.settled(key.secret, runId), 'approved');
    await fixture.settled(key.secret, runId);
    const graph = await get(`/runs/${runId}/graph`);
    const steps = graph.at('data.steps');
    assert.ok(Array.isArray(steps));
    const last = steps.at(-1) as { step_id: string };
    const body = { mode: 'from_step', from_step_id: last.step_id };
    const replayed = await post(`/runs/${runId}/replay`, body);
    const settled = await fixture.settled(key.secret, replayed.text('data.run_id'));
    assert.equal(settled.at('data.status'), 'waiting_approval');
    const after = await get(`/runs/${replayed.text('data.run_id')}/graph`);
    assert.deepEqual(kinds(after), ['policy_check completed', 'approval_wait blocked']);
  });

  it('says what is wrong with a request', async () => {
    const input = { kind: 'x' };
    for (const [body, words] of [
      [{}, 'Missing input.kind'],
      [{ input: 'x' }, 'Missing input.kind'],
      [{ input: { kind: '' } }, 'Missing input.kind'],
      [{ input: { kind: null } }, 'Missing input.kind'],
      [{ input: { kind: 5 } }, 'input.kind must be a string'],
      [{ input, entry_agent_id: 5 }, 'entry_agent_id must be a string when provided'],
      [{ input, context: [] }, 'context must be an object'],
      [{ input, policy_context: 'x' }, 'policy_context must be an object'],
      [
        { input, policy_context: { risk_tier: 3 } },
        'policy_context.risk_tier must be a string when provided',
      ],
      [
        { input, policy_context: { labels: 'x' } },
        'policy_context.labels must be an array of strings',
      ],
      [
        { input, policy_context: { labels: [1] } },
        'policy_context.labels must be an array of strings',
      ],
    ] as const) {
      const refused = await post('/runs', body);
      assert.deepEqual([refused.status, refused.at('error.message')], [400, words]);
    }
    const runId = await run(fixture, key.secret);
    const replay = await post(`/runs/${runId}/replay`, { overrides: { input: { kind: 5 } } });
    assert.equal(replay.at('error.message'), 'input.kind must be a string');
  });

  it('refuses to replay from a step that the run does not have', async () => {
    const runId = await run(fixture, key.secret);
    const body = { mode: 'from_step', from_step_id: 'step_nope' };
    assert.equal((await post(`/runs/${runId}/replay`, body)).status, 400);
  });

  it('turns the pages of steps, events and artifacts to the end, and each row once', async () => {
    const runId = await run(fixture, key.secret);
    await fixture.settled(key.secret, runId);
    const ids: unknown[] = [];
    let cursor: unknown = '';
    do {
      const page = await get(`/runs/${runId}/graph?page_size=1&cursor=${String(cursor)}`);
      ids.push(page.at('data.steps.0.step_id'));
      cursor = page.at('data.page_info.next_cursor');
    } while (cursor !== null);
    assert.equal(new Set(ids).size, 4);
    const page = await get(`/runs/${runId}/graph?page_size=1`);
    const foreign = page.text('data.page_info.next_cursor');
    assert.equal((await get(`/runs/${runId}/events?cursor=${foreign}`)).status, 400);
    const whole = await get(`/runs/${runId}/graph?page_size=${'9'.repeat(30)}`);
    assert.deepEqual(whole.at('data.page_info.next_cursor'), null);
    assert.equal(kinds(whole).length, 4);
  });

  it('goes on where it was when its window closes and another opens', async () => {
    fixture = await fixture.reopen({ stepMs: 25 });
    const runId = await run(fixture, key.secret);
    while ((await get(`/runs/${runId}`)).at('data.status') !== 'running') await delay(5);
    fixture = await fixture.reopen({ stepMs: 2 });
    const done = await fixture.settled(key.secret, runId);
    assert.equal(done.at('data.status'), 'completed');
    assert.equal(kinds(await get(`/runs/${runId}/graph`)).length, 4);
  });

  it('keeps the trace id that it was asked with in everything about the run', async () => {
    const headers = { 'x-trace-id': 'trc_mine' };
    const made = await fixture.ask('POST', '/runs', { secret: key.secret, body: PLAIN, headers });
    assert.equal(made.at('meta.trace_id'), 'trc_mine');
    const runId = made.text('data.run_id');
    await fixture.settled(key.secret, runId);
    const events = await get(`/runs/${runId}/events`);
    assert.equal(events.at('meta.trace_id'), 'trc_mine');
    assert.equal(events.at('data.items.0.trace_id'), 'trc_mine');
  });

  it('asks for the scope before anything else, and creates nothing when it is asked about it', async () => {
    const narrow = await issue(fixture, { scope: ['mcp:call'] });
    const probe = (secret: string) => fixture.ask('POST', '/runs', { secret, once: null });
    const refused = await probe(narrow.secret);
    assert.equal(refused.at('error.code'), 'workspace_api_key_scope_denied');
    assert.deepEqual(refused.at('error.details.granted_scopes'), ['mcp:call']);
    assert.equal((await probe(key.secret)).status, 400);
    const detail = await fixture.ask('GET', fixture.home);
    assert.equal(detail.at('data.usage.metrics.runs_created.used'), 0);
  });

  async function decide(waiting: Said, decision: 'approved' | 'rejected'): Promise<Said> {
    const legal = await account(fixture, `legal-${decision}`, 'legal_approver');
    const approver = await issue(fixture, {
      service_account_id: legal,
      scope: ['approvals:write'],
    });
    const path = `/approvals/${waiting.text('data.pending_approval_id')}/decision`;
    return fixture.ask('POST', path, { secret: approver.secret, body: { decision } });
  }
});
