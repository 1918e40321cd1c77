import assert from 'node:assert/strict';
import {
  billingPosture,
  limitEffect,
  planLimits,
  pressureOf,
  usagePressure,
} from '../../../src/domain/firstRun/usagePressure.ts';
import { billingSummary, usage, usageMetric } from '../../../src/wire/usage.ts';
import { workspaceDetail } from '../../../src/wire/workspaces.ts';
import { recordedData } from '../../support/recordings.ts';

const metric = (used: number, limit: number | null) => usageMetric.parse({ used, limit });

const now = new Date('2026-11-30T12:00:00Z');

describe('usage pressure', () => {
  it('names the day on which runs begin anew, and no day that has passed or that changes nothing', () => {
    const effect = (periodEnd: string, limit = 1) =>
      limitEffect(pressureOf('runs_created', metric(limit, limit)), periodEnd, now);
    const recorded = workspaceDetail.parse(recordedData('36-tiny-detail-usage-at-limit')).usage;
    // A period ends with the last millisecond of its last day, on which runs are still refused.
    for (const end of [recorded.period_end, '2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z']) {
      assert.match(effect(end) ?? '', /^Runs are refused until 2026-12-01 or another plan/, end);
    }
    for (const end of ['2026-10-31T23:59:59.999Z', '', 'soon']) {
      assert.match(effect(end) ?? '', /^Runs are refused until the next period or another/, end);
    }
    assert.match(effect(recorded.period_end, 0) ?? '', /^Runs are refused until the plan changes/);
  });

  it('says only what the control plane refuses where that limit is reached', () => {
    const effect = (name: string, used: number) =>
      limitEffect(pressureOf(name, metric(used, 10)), '2026-12-01T00:00:00.000Z', now);
    assert.equal(effect('runs_created', 5), undefined);
    assert.match(effect('runs_created', 8) ?? '', /^Once the limit is reached, runs are refused/);
    assert.match(effect('runs_created', 10) ?? '', /^Runs are refused until 2026-12-01/);
    for (const used of [8, 10]) {
      assert.doesNotMatch(effect('active_tool_providers', used) ?? '', /[Rr]uns|2026/);
      assert.equal(effect('artifact_storage_bytes', used), undefined);
      assert.equal(effect('constructor', used), undefined);
      assert.match(effect('member_seats', used) ?? '', /another member is refused/i);
      assert.doesNotMatch(effect('member_seats', used) ?? '', /[Rr]uns|2026/);
    }
  });

  it('is blocked at the limit, where over_limit still says no', () => {
    const tiny = workspaceDetail.parse(recordedData('36-tiny-detail-usage-at-limit'));
    assert.equal(tiny.usage.metrics.runs_created?.over_limit, false);
    const [first] = usagePressure(tiny.usage);
    assert.deepEqual(
      [first?.metric, first?.level, first?.text],
      ['runs_created', 'blocked', '1 of 1'],
    );
  });

  it('takes null and negative limits for unlimited', () => {
    for (const limit of [null, -1]) {
      const pressure = pressureOf('runs_created', metric(12_345, limit));
      assert.deepEqual(
        [pressure.level, pressure.ratio, pressure.limit, pressure.text],
        ['unlimited', null, null, '12,345, unlimited'],
      );
    }
  });

  it('grows from ok over high to blocked', () => {
    const levels = [0, 79, 80, 99, 100, 120].map(
      (used) => pressureOf('runs_created', metric(used, 100)).level,
    );
    assert.deepEqual(levels, ['ok', 'ok', 'high', 'high', 'blocked', 'blocked']);
    assert.equal(pressureOf('seats', metric(0, 0)).level, 'blocked');
  });

  it('says bytes as bytes and names metrics it does not know', () => {
    const storage = pressureOf('artifact_storage_bytes', metric(3_140_000, 1_000_000_000));
    assert.equal(storage.text, '3.1 MB of 1 GB');
    assert.equal(pressureOf('member_seats', metric(1, 2)).label, 'Member seats');
    assert.equal(pressureOf('constructor', metric(1, 2)).label, 'Constructor');
  });

  it('puts the tightest first and leaves out what is no metric', () => {
    const read = usage.parse({
      period_start: '2026-11-01T00:00:00.000Z',
      period_end: '2026-11-30T23:59:59.999Z',
      metrics: {
        runs_created: { used: 1, limit: 10 },
        artifact_storage_bytes: { used: 5, limit: null },
        active_tool_providers: { used: 9, limit: 10 },
        new_shape: 'soon',
        new_metric: { used: 1, limit: 2 },
      },
    });
    assert.deepEqual(
      usagePressure(read).map((each) => each.metric),
      ['active_tool_providers', 'new_metric', 'runs_created', 'artifact_storage_bytes'],
    );
  });

  it('joins the plan’s limits to the metrics', () => {
    const { plan } = workspaceDetail.parse(recordedData('32-detail-demo_run_succeeded'));
    assert.deepEqual(planLimits(plan), [
      { name: 'runs_per_month', metric: 'runs_created', limit: 20_000 },
      { name: 'tool_providers', metric: 'active_tool_providers', limit: 20 },
      { name: 'member_seats', metric: undefined, limit: 20 },
      { name: 'artifact_retention_days', metric: undefined, limit: 30 },
    ]);
    const unlimited = { ...plan, limits: { runs_per_month: -1 } };
    assert.equal(planLimits(unlimited)[0]?.limit, null);
  });

  it('takes an unknown billing tone for neutral', () => {
    const summary = { status: 'active', status_label: 'Paid plan active', description: 'Fine.' };
    const tone = (status_tone: string) =>
      billingPosture(billingSummary.parse({ ...summary, status_tone }))?.tone;
    assert.deepEqual(
      [tone('warning'), tone('positive'), tone('alarming')],
      ['warning', 'positive', 'neutral'],
    );
    assert.equal(billingPosture(null), undefined);
  });
});
