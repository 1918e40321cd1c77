import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/domain/firstRun/evidence.ts';
import { checklistStateOf } from '../../../src/panels/checklistState.ts';
import { checklistState } from '../../../src/panels/protocol/checklist.ts';
import { emptySnapshot } from '../../../src/editor/keys/snapshot.ts';
import { firstRun } from '../../../src/domain/firstRun/firstRun.ts';
import { workspaceDetail } from '../../../src/wire/workspaces.ts';
import { recordedData } from '../../support/recordings.ts';
import { pageOf } from '../domain/firstRunStates.ts';

const evidence: Evidence = {
  connection: 'Acme',
  production: true,
  workspaceId: 'ws_support',
  workspaceName: 'Support: night shift',
  run: {
    id: 'run_1',
    traceId: 'trc_1',
    status: 'completed',
    createdAt: null,
    completedAt: null,
  },
  receipt: {
    filename: 'audit.jsonl',
    format: 'jsonl',
    from: null,
    to: null,
    contentType: 'application/x-ndjson',
    size: 0,
    sha256: null,
    exportedAt: '2026-11-23T00:00:00.000Z',
  },
};
const nothing = { evidence: undefined, history: [], wanted: null };
const states = [
  '07-detail-workspace_created',
  '11-detail-ready_for_demo',
  '31-detail-demo-cancelled',
  '32-detail-demo_run_succeeded',
  '36-tiny-detail-usage-at-limit',
  '40-wave-detail-only-revoked-key',
];

describe('the state of the checklist page', () => {
  it('is a message the protocol knows, before anything is known', () => {
    const page = firstRun({
      connection: undefined,
      problem: undefined,
      lacks: undefined,
      detail: undefined,
      keys: undefined,
      serviceAccounts: undefined,
      delivery: undefined,
      evidence: undefined,
    });
    const state = checklistStateOf(emptySnapshot, page, nothing);
    assert.deepEqual(checklistState.parse(state), state);
    assert.equal(state.where, null);
    assert.equal(state.current, 'session');
    assert.equal(state.steps.filter(({ action }) => action !== null).length, 1);
  });

  for (const recording of states) {
    it(`is a message the protocol knows, for ${recording}`, () => {
      const state = checklistStateOf(emptySnapshot, pageOf(recording), { ...nothing, evidence });
      assert.deepEqual(checklistState.parse(state), state);
    });
  }

  it('shows the evidence as names and values, colons and all', () => {
    const { evidence: lines } = checklistStateOf(emptySnapshot, pageless(), {
      ...nothing,
      evidence,
    });
    assert.deepEqual(lines.slice(0, 4), [
      { name: 'Control-plane workspace', value: 'Support: night shift · ws_support', at: null },
      { name: 'Connection', value: 'Acme · production', at: null },
      { name: 'Run', value: 'run_1 · completed', at: null },
      { name: 'Trace', value: 'trc_1', at: null },
    ]);
    assert.deepEqual(lines.at(-1), {
      name: 'Receipt',
      value: 'Audit export audit.jsonl (full workspace history, SHA-256: hash unavailable).',
      at: null,
    });
  });

  it('says beside the scope for the first run what no scope keeps a key from', () => {
    const { scope } = checklistStateOf(emptySnapshot, pageless(), nothing);
    assert.match(scope.advice, /Scopes do not limit reading, nor creating and changing policies/);
  });

  it('says where the evidence of a demo run is that was made elsewhere', () => {
    const said = (name: string) => {
      const detail = workspaceDetail.parse(recordedData(name));
      return checklistStateOf({ ...emptySnapshot, detail }, pageOf(name), nothing).noEvidence;
    };
    assert.match(
      said('32-detail-demo_run_succeeded'),
      /^None on this machine: the demo run run_\w+ was made elsewhere\.$/,
    );
    assert.equal(said('11-detail-ready_for_demo'), 'None yet. The demo run brings the first.');
  });

  const stepsOf = (name: string) => checklistStateOf(emptySnapshot, pageOf(name), nothing).steps;

  it('shows each blocker once, in the step that it blocks, in place of the same words of the step', () => {
    for (const name of states) {
      const steps = stepsOf(name);
      const sent = pageOf(name).blockers.map(({ code }) => code);
      const shown = steps.flatMap(({ blockers }) => blockers.map(({ code }) => code));
      assert.deepEqual(shown.toSorted(), sent.toSorted(), name);
      for (const { why, blockers } of steps)
        assert.ok(!blockers.some(({ message }) => message === why), name);
    }
    const [place] = stepsOf('31-detail-demo-cancelled').filter(({ blockers }) => blockers.length);
    assert.equal(place?.id, 'demo-run');
    assert.equal(place.blockers[0]?.code, 'demo_run_failed');
  });

  it('shows what no version of it knows where the person goes on', () => {
    const page = pageOf('11-detail-ready_for_demo');
    const [known] = page.blockers;
    assert.ok(known);
    const odd = { ...known, code: 'legal_hold', step: undefined };
    const state = checklistStateOf(emptySnapshot, { ...page, blockers: [odd] }, nothing);
    const place = state.steps.find(({ blockers }) => blockers.length > 0);
    assert.equal(place?.id, state.current);
  });

  it('has one button a step: a blocker brings its own only where the step has none', () => {
    for (const { action, blockers } of states.flatMap(stepsOf))
      if (action !== null) assert.ok(blockers.every((blocker) => blocker.action === null));
  });

  it('parts what makes a key work from what is for auditors', () => {
    const parts = stepsOf('11-detail-ready_for_demo').map(({ part }) => part);
    assert.deepEqual(parts, [...Array<string>(6).fill('key'), ...Array<string>(4).fill('audit')]);
  });

  it('has usage and plan looked at with the usage, and before the next run where a limit is near', () => {
    const at = (name: string) =>
      checklistStateOf(emptySnapshot, pageOf(name), nothing).governance?.step;
    assert.equal(at('11-detail-ready_for_demo'), 'usage');
    assert.equal(at('36-tiny-detail-usage-at-limit'), 'demo-run');
  });

  it('shows the last runs with the oldest first, in words and by their outcome', () => {
    const run = { traceId: null, keyId: 'key_1', replayOf: null };
    const history = [
      { ...run, runId: 'run_b', status: 'waiting_approval', createdAt: '2026-11-02T00:00:00Z' },
      {
        ...run,
        runId: 'run_a',
        status: 'completed',
        createdAt: '2026-11-01T00:00:00Z',
        tookMs: 250,
      },
    ];
    const { runs } = checklistStateOf(emptySnapshot, pageless(), { ...nothing, history });
    assert.deepEqual(runs, [
      {
        id: 'run_a',
        at: '2026-11-01T00:00:00Z',
        status: 'completed',
        outcome: 'succeeded',
        took: 250,
      },
      {
        id: 'run_b',
        at: '2026-11-02T00:00:00Z',
        status: 'waiting for approval',
        outcome: 'waiting',
        took: null,
      },
    ]);
  });

  it('says since when it is stale, and why', () => {
    const freshness = { kind: 'stale', since: 0, because: 'It does not answer.' } as const;
    const state = checklistStateOf({ ...emptySnapshot, freshness }, pageless(), nothing);
    assert.deepEqual(state.freshness, freshness);
  });
});

function pageless() {
  return {
    steps: [],
    next: undefined,
    blockers: [],
    governance: undefined,
    drill: [],
    complete: false,
  };
}
