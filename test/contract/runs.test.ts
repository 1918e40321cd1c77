import assert from 'node:assert/strict';
import { runArtifact, runArtifacts, runEvents, runGraph } from '../../src/wire/runGraph.ts';
import { createdRun, replayedRun } from '../../src/wire/runs.ts';
import { ask, post } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { demoRun, settled, start, type Demo } from './runStage.ts';
import { skipTest } from './skip.ts';
import { needManager } from './stage.ts';

describe('runs', () => {
  let demo: Demo;
  let path: string;
  before(async function () {
    await needManager(this);
    demo = await demoRun(this);
    path = `/runs/${demo.created.run_id}`;
  });
  const as = () => ({ as: demo.key.secret });

  it('starts the demo run with the key itself and keeps its trace id', () => {
    assert.equal(demo.created.trace_id, demo.traceId);
    assert.equal(demo.finished.run_id, demo.created.run_id);
    assert.equal(demo.finished.trace_id, demo.traceId);
  });

  it('brings the demo run to its end', function () {
    if (demo.finished.status === 'waiting_approval') skipTest(this, 'a policy asks for approval');
    assert.equal(demo.finished.status, 'completed');
    assert.ok(demo.finished.completed_at);
  });

  it('answers a repetition with the same run, 200', async () => {
    const { body, idempotencyKey } = demo;
    const answer = await post('/runs', idempotencyKey, { ...as(), body });
    assert.equal(dataOf(answer, 200, createdRun).run_id, demo.created.run_id);
  });

  it('refuses the same idempotency key with other content', async () => {
    const body = { ...demo.body, input: { kind: 'user_instruction', text: 'Something else.' } };
    const answer = await post('/runs', demo.idempotencyKey, { ...as(), body });
    refusedWith(answer, 409, 'idempotency_conflict');
  });

  it('answers reads with the trace id of the run', async () => {
    const { json } = await ask('GET', path, as());
    assert.partialDeepStrictEqual(json, { meta: { trace_id: demo.traceId } });
  });

  it('draws the run as steps in order', async () => {
    const graph = dataOf(await ask('GET', `${path}/graph`, as()), 200, runGraph);
    assert.equal(graph.run.run_id, demo.created.run_id);
    assert.ok(graph.steps.length > 0);
    assert.ok(graph.steps.every(({ run_id }) => run_id === demo.created.run_id));
    const order = graph.steps.map(({ sequence_no }) => sequence_no);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('tells what happened, page by page or at once', async () => {
    const all = dataOf(await ask('GET', `${path}/events`, as()), 200, runEvents);
    assert.ok(all.items.length > 0);
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null && ids.length <= all.items.length) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = await ask('GET', `${path}/events?page_size=1${query}`, as());
      const page = dataOf(answer, 200, runEvents);
      ids.push(...page.items.map(({ event_id }) => event_id));
      cursor = page.page_info.next_cursor;
    }
    assert.deepEqual(
      ids,
      all.items.map(({ event_id }) => event_id),
    );
  });

  it('hands over artifacts, with their body where it is asked for', async function () {
    if (demo.finished.status !== 'completed') skipTest(this, 'the demo run has not finished');
    const { items } = dataOf(await ask('GET', `${path}/artifacts`, as()), 200, runArtifacts);
    const first = items[0];
    assert.ok(first, 'the run has no artifact');
    const one = `${path}/artifacts/${first.artifact_id}`;
    const bare = dataOf(await ask('GET', one, as()), 200, runArtifact);
    assert.ok(!('body' in bare));
    const full = dataOf(await ask('GET', `${one}?include_body=true`, as()), 200, runArtifact);
    assert.ok(full.body !== undefined && full.body !== null);
  });

  it('cannot cancel what has finished', async function () {
    if (demo.finished.status !== 'completed') skipTest(this, 'the demo run has not finished');
    const answer = await post(`${path}:cancel`, fresh('cancel'), as());
    refusedWith(answer, 409, 'invalid_state_transition');
  });

  it('replays a run as a new one that names its source', async function () {
    const idempotencyKey = fresh('replay');
    const body = { mode: 'from_input', reason: 'contract' };
    const again = () => post(`${path}/replay`, idempotencyKey, { ...as(), body });
    const replayed = dataOf(await start(this, again), 201, replayedRun);
    assert.notEqual(replayed.run_id, demo.created.run_id);
    assert.equal(replayed.replay_source_run_id, demo.created.run_id);
    assert.equal(replayed.replay_mode, 'from_input');
    assert.equal(dataOf(await again(), 200, replayedRun).run_id, replayed.run_id);
    const { status } = await settled(demo.key.secret, replayed.run_id);
    assert.equal(status, demo.finished.status);
  });
});
