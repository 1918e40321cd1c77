import type { ChecklistState } from '../../../src/panels/protocol/checklist.ts';
import type { RecentRun } from '../../../src/panels/protocol/recentRun.ts';
import type { PlaygroundState } from '../../../src/panels/protocol/playground.ts';

/** Nothing in it can be broken at a space. */
const long = 'acme-europe-west-production-control-plane-with-a-name-that-somebody-really-gave-it';
const id = (kind: string) =>
  `${kind}_0189aaaa0000700080000123456789abcdef0123456789abcdef0123456789`;
const sentence =
  'Der Dienstkontenverwaltungsbeauftragte der Steuerungsebene hat die Schlüsselrotationsrichtlinie noch nicht freigegeben, und ohne sie geht es hier nicht weiter.';
const time = '2026-11-25T12:34:56.000Z';

/** A checklist with all there can be on it at once: every card, every tone, and long words. */
export function crowdedChecklist(real: ChecklistState): ChecklistState {
  const stepStates = ['done', 'now', 'attention', 'blocked'] as const;
  return {
    ...real,
    where: {
      connection: long,
      production: true,
      workspace: long,
      role: 'workspace owner',
      chosen: true,
    },
    freshness: { kind: 'stale', since: Date.parse(time), because: sentence },
    quickStart: true,
    current: 'demo-run',
    steps: real.steps.map((step, at) => ({
      ...step,
      state: stepStates[at % stepStates.length] ?? 'now',
      facts: [...step.facts, id('run'), long],
      brief: at % stepStates.length === 0 ? long : null,
      why: sentence,
      action: step.action ?? 'Verifizierungsnachweis erfassen',
      blockers: (['blocking', 'warning'] as const).map((severity) => ({
        code: `${step.id}_${severity}`,
        severity,
        message: `${sentence} ${id('key')}`,
        source: severity === 'blocking' ? 'server' : 'keyrail',
        action: 'Go-live-Durchspielung erfassen',
      })),
    })),
    runs: crowdedRuns(),
    governance: {
      plan: `Enterprise ${long}`,
      period: '2026-11-01 – 2026-12-01',
      billing: { tone: 'warning', label: 'Zahlung überfällig', description: sentence },
      pressure: [
        { label: 'Läufe', text: '1.234.567 von 1.000.000', ratio: 1.23, level: 'blocked' },
        { label: 'Artefaktspeicher', text: '0,9 von 1,0 GB', ratio: 0.9, level: 'high' },
        { label: 'Toolanbieter', text: '2 von 50', ratio: 0.04, level: 'ok' },
        { label: long, text: '5', ratio: null, level: 'unlimited' },
      ],
      step: 'demo-run',
      links: [
        { name: 'plan', label: 'Plan ansehen' },
        { name: 'usage', label: 'Nutzung ansehen' },
        { name: 'billing', label: 'Abrechnung ansehen' },
      ],
    },
    drill: real.drill.map((phase, at) => ({
      ...phase,
      ready: at,
      steps: phase.steps.map((step, turn) => ({
        ...step,
        state: (['ready', 'attention', 'pending'] as const)[turn % 3] ?? 'pending',
        says: `${sentence} ${id('trc')}`,
      })),
    })),
    noEvidence: '',
    evidence: [
      { name: 'Lauf', value: id('run'), at: time },
      { name: 'Beleg', value: `govrail-audit-${long}.jsonl, SHA-256 ${'0f'.repeat(32)}`, at: null },
    ],
  };
}

/** Sixty runs in all four outcomes, the last of them today. */
function crowdedRuns(): RecentRun[] {
  const outcomes = ['succeeded', 'failed', 'waiting', 'open'] as const;
  return Array.from({ length: 60 }, (_, at) => ({
    id: `${id('run')}${at}`,
    at: new Date(Date.now() - (60 - at) * 6 * 3_600_000).toISOString(),
    status: 'ein neuer Status',
    outcome: outcomes[at % outcomes.length] ?? 'open',
    took: at % 5 === 0 ? null : at * 1000,
  }));
}

/** A playground with all there can be on it at once: a run of fifty events that waits, and a refusal. */
export function crowdedPlayground(real: PlaygroundState): PlaygroundState {
  return {
    ...real,
    where: {
      connection: long,
      production: true,
      workspace: long,
      role: 'workspace owner',
      chosen: true,
    },
    freshness: { kind: 'stale', since: Date.parse(time), because: sentence },
    keys: [
      ...real.keys,
      { id: 'key_other', label: long, description: 'approvals:write', mayStartRuns: false },
    ],
    example: null,
    usage: { label: 'Läufe', text: '1.234.567 von 1.000.000', ratio: 1.23, level: 'blocked' },
    runs: crowdedRuns(),
    problem: `${sentence} ${id('pos')}`,
    activity: { words: sentence, waitSeconds: 3599 },
    run: {
      id: id('run'),
      traceId: id('trc'),
      status: 'waiting_approval',
      statusWords: 'wartet auf Freigabe',
      outcome: 'waiting',
      answer: `${sentence} ${id('x').repeat(3)}`,
      madeWith: `Mit dem Schlüssel ${long}, Wiederholung von ${id('run')}.`,
      isFirstRun: true,
      createdAt: time,
      completedAt: null,
      approvalId: id('apr'),
      advice: sentence,
      steps: Array.from({ length: 14 }, (_, at) => ({
        id: `step_${at}`,
        title: at % 2 === 0 ? long : 'planner',
        actor: long,
        status: ['completed', 'failed', 'blocked', 'running', 'ein_neuer_status'][at % 5] ?? '',
        statusWords: 'wartet auf Freigabe',
        took: '1,2 s',
        notes: at === 3 ? [long, 'wartet'] : [],
        kind: at % 7 === 6 ? 'artifact' : 'step',
      })),
      events: Array.from({ length: 50 }, (_, at) => ({
        id: `event_${at}`,
        at: time,
        type: `${long}.${at}`,
        actor: long,
        payload: JSON.stringify({ note: id('payload').repeat(4) }),
      })),
      response: JSON.stringify({ answer: id('x').repeat(20) }, undefined, 2),
    },
    approval: {
      id: id('apr'),
      asks: sentence,
      policy: long,
      expiresAt: time,
      by: long,
      why: sentence,
      action: null,
    },
    refusal: {
      happened: `${sentence} ${long}`,
      why: `${sentence} ${id('key')}`,
      requestId: id('req'),
      instead: `${long} benutzen, das approvals:write hat`,
      action: 'Schlüssel in runs:manage rotieren …',
    },
    history: Array.from({ length: 10 }, (_, at) => ({
      runId: `${id('run')}${at}`,
      status: 'waiting_approval',
      key: long,
      at: time,
      isReplay: at % 2 === 0,
    })),
  };
}
