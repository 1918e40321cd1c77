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
    const state = checklistStateOf(emptySnapshot, page, undefined);
    assert.deepEqual(checklistState.parse(state), state);
    assert.equal(state.where, null);
    assert.equal(state.next, 'session');
    assert.equal(state.steps.filter(({ action }) => action !== null).length, 1);
  });

  for (const recording of states) {
    it(`is a message the protocol knows, for ${recording}`, () => {
      const state = checklistStateOf(emptySnapshot, pageOf(recording), evidence);
      assert.deepEqual(checklistState.parse(state), state);
    });
  }

  it('shows the evidence as names and values, colons and all', () => {
    const { evidence: lines } = checklistStateOf(emptySnapshot, pageless(), evidence);
    assert.deepEqual(lines.slice(0, 4), [
      { name: 'Control-plane workspace', value: 'Support: night shift · ws_support' },
      { name: 'Connection', value: 'Acme · production' },
      { name: 'Run', value: 'run_1 · completed' },
      { name: 'Trace', value: 'trc_1' },
    ]);
    assert.deepEqual(lines.at(-1), {
      name: 'Receipt',
      value: 'Audit export audit.jsonl (full workspace history, SHA-256: hash unavailable).',
    });
  });

  it('says beside the scope for the first run what no scope keeps a key from', () => {
    const { scope } = checklistStateOf(emptySnapshot, pageless(), undefined);
    assert.match(scope.advice, /Scopes do not limit reading, nor creating and changing policies/);
  });

  it('says where the evidence of a demo run is that was made elsewhere', () => {
    const said = (name: string) => {
      const detail = workspaceDetail.parse(recordedData(name));
      return checklistStateOf({ ...emptySnapshot, detail }, pageOf(name), undefined).noEvidence;
    };
    assert.match(
      said('32-detail-demo_run_succeeded'),
      /^None on this machine: the demo run run_\w+ was made elsewhere\.$/,
    );
    assert.equal(said('11-detail-ready_for_demo'), 'None yet. The demo run brings the first.');
  });

  it('says since when it is stale, and why', () => {
    const freshness = { kind: 'stale', since: 0, because: 'It does not answer.' } as const;
    const state = checklistStateOf({ ...emptySnapshot, freshness }, pageless(), undefined);
    assert.match(state.freshness.text, /^Stale since .* It does not answer\.$/);
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
