import assert from 'node:assert/strict';
import { auditEvent, auditExport } from '../../src/wire/audit.ts';
import { runEvents } from '../../src/wire/runGraph.ts';
import { ask, inWorkspace } from './ask.ts';
import { dataOf, hasStatus, refusedWith, turnedAway } from './expect.ts';
import { demoRun, type Demo } from './runStage.ts';
import { skipSuite } from './skip.ts';
import { needManager, readDetail } from './stage.ts';
import { target } from './target.ts';

const path = (query: string) => inWorkspace(`/audit-events:export${query}`);

describe('audit export', () => {
  let demo: Demo;
  let window: string;
  before(async function () {
    await needManager(this);
    const { plan } = await readDetail();
    if (plan.features.audit_export !== true) {
      const codes = ['workspace_feature_unavailable', 'workspace_plan_unavailable'];
      refusedWith(await ask('GET', path('')), 409, codes);
      skipSuite(this, `the plan ${plan.code} has no audit export`);
    }
    demo = await demoRun(this);
    const from = Date.parse(demo.created.created_at) - 1000;
    const to = Date.parse(demo.finished.updated_at ?? demo.created.created_at) + 1000;
    window = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  });

  it('sends JSONL by default: one event a line, with a file name', async () => {
    const answer = await ask('GET', path(`?${window}`));
    hasStatus(answer, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/x-ndjson/);
    const disposition = answer.headers.get('content-disposition') ?? '';
    assert.match(disposition, /^attachment; filename="[\w.-]+\.jsonl"$/);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const lines = answer.text.split('\n').filter((line) => line !== '');
    const ids = lines.map((line) => auditEvent.parse(JSON.parse(line)).event_id);
    const events = `/runs/${demo.created.run_id}/events`;
    const { items } = dataOf(await ask('GET', events, { as: demo.key.secret }), 200, runEvents);
    for (const { event_id } of items) assert.ok(ids.includes(event_id), `${event_id} is missing`);
  });

  it('sends the same closed window twice as the same bytes', async () => {
    const first = await ask('GET', path(`?format=jsonl&${window}`));
    const second = await ask('GET', path(`?format=jsonl&${window}`));
    assert.ok(first.text === second.text, 'the bytes differ');
  });

  it('sends JSON with the same events', async () => {
    const answer = await ask('GET', path(`?format=json&${window}`));
    hasStatus(answer, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.match(answer.headers.get('content-disposition') ?? '', /\.json"$/);
    const parsed = auditExport.safeParse(answer.json);
    assert.ok(parsed.success, 'not the agreed shape');
    assert.equal(parsed.data.workspace_id, target().workspaceId);
    const jsonl = await ask('GET', path(`?format=jsonl&${window}`));
    const lines = jsonl.text.split('\n').filter((line) => line !== '');
    const ids = lines.map((line) => auditEvent.parse(JSON.parse(line)).event_id);
    const same = parsed.data.items.map(({ event_id }) => event_id);
    assert.deepEqual(same.sort(), ids.sort());
  });

  it('sends nothing at all for a window without events', async () => {
    const answer = await ask('GET', path('?from=2001-01-01&to=2001-01-02'));
    hasStatus(answer, 200);
    assert.equal(answer.text, '');
  });

  for (const query of ['?format=csv', '?from=yesterday', '?from=2026-02-01&to=2026-01-01']) {
    it(`refuses ${query}`, async () => {
      refusedWith(await ask('GET', path(query)), 400, 'invalid_request');
    });
  }

  it('lets no key export', async function () {
    turnedAway(this, await ask('GET', path(''), { as: demo.key.secret }));
  });

  it('names no secret', async () => {
    const answer = await ask('GET', path(`?${window}`));
    assert.ok(!answer.text.includes(demo.key.secret.reveal()), 'the export holds a secret');
  });
});
