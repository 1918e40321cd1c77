import { t } from '@vscode/l10n';
import type { Evidence } from '../domain/firstRun/evidence.ts';
import type { FirstRunPage, Governance } from '../domain/firstRun/firstRun.ts';
import { noEvidence } from '../domain/firstRun/noEvidence.ts';
import { readySteps } from '../domain/firstRun/goLiveDrill.ts';
import { governanceLinks, type GovernanceLink } from '../domain/firstRun/governanceLinks.ts';
import { firstRunScope, firstRunScopeAdvice, unscopedWarning } from '../domain/keys/scopes.ts';
import { statusSemantics } from '../domain/keys/statusText.ts';
import { consoleOf } from '../editor/connection/console.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import { serverSentence } from '../domain/text/serverSentences.ts';
import { checklistSteps } from './checklistSteps.ts';
import { evidenceLines } from './evidenceLines.ts';
import type { ChecklistState } from './protocol/checklist.ts';
import { recentRuns } from './recentRuns.ts';
import { whereOf } from './where.ts';

/** What the page shows beside the first run itself. */
export interface ChecklistContext {
  readonly evidence: Evidence | undefined;
  readonly history: readonly PastRun[];
  readonly wanted: ChecklistState['wanted'];
}

/** The checklist page's state: words and numbers, no command and no secret. */
export function checklistStateOf(
  snapshot: Snapshot,
  page: FirstRunPage,
  { evidence, history, wanted }: ChecklistContext,
): ChecklistState {
  const current = (page.next ?? page.steps.find(({ state }) => state !== 'done'))?.id ?? null;
  return {
    where: whereOf(snapshot),
    freshness: snapshot.freshness,
    steps: checklistSteps(page, current),
    current,
    wanted,
    complete: page.complete,
    governance:
      page.governance === undefined ? null : governanceOf(page.governance, page, snapshot),
    drill: page.drill.map((phase) => ({
      title: phase.title,
      ready: readySteps(phase),
      steps: phase.steps.map(({ title, state, says }) => ({ title, state, says })),
    })),
    quickStart: snapshot.keys.length === 0 && mayMakeAll(page),
    runs: recentRuns(history),
    scope: { recommended: firstRunScope, advice: `${firstRunScopeAdvice} ${unscopedWarning}` },
    semantics: statusSemantics.map(({ term, meaning }) => ({ term, meaning })),
    evidence: evidence === undefined ? [] : evidenceLines(evidence),
    noEvidence: noEvidence(snapshot.detail),
  };
}

/** Where plan, usage and billing of this control plane are looked after. */
export function linksOf({ detail, connection }: Snapshot): GovernanceLink[] {
  return governanceLinks(detail, consoleOf(connection));
}

/** Before anything is there, and where this person may make what is missing. */
function mayMakeAll({ next, steps }: FirstRunPage): boolean {
  const setUp = ['session', 'baseline', 'service-account', 'key'];
  const session = steps.find(({ id }) => id === 'session');
  return next !== undefined && setUp.includes(next.id) && session?.state !== 'attention';
}

/** Looked at with the usage, or before the next run where a limit is near or the billing warns. */
function governanceOf(
  { plan, billing, pressure, period }: Governance,
  { steps }: FirstRunPage,
  snapshot: Snapshot,
): ChecklistState['governance'] {
  const isTight =
    billing?.tone === 'warning' ||
    pressure.some(({ level }) => level === 'high' || level === 'blocked');
  const isRunDone = steps.some(({ id, state }) => id === 'demo-run' && state === 'done');
  return {
    plan,
    period: t('{0} to {1}', period.start.slice(0, 10), period.end.slice(0, 10)),
    billing: billing
      ? {
          tone: billing.tone,
          label: serverSentence(billing.label),
          description: serverSentence(billing.description),
        }
      : null,
    pressure: pressure.map(({ label, text, ratio, level }) => ({ label, text, ratio, level })),
    step: isTight && !isRunDone ? 'demo-run' : 'usage',
    links: linksOf(snapshot).map(({ name, label }) => ({ name, label })),
  };
}
