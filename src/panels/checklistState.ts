import { t } from '@vscode/l10n';
import { evidenceNote, type Evidence } from '../domain/firstRun/evidence.ts';
import type { FirstRunPage, Governance } from '../domain/firstRun/firstRun.ts';
import { readySteps } from '../domain/firstRun/goLiveDrill.ts';
import { governanceLinks, type GovernanceLink } from '../domain/firstRun/governanceLinks.ts';
import { firstRunScope, firstRunScopeAdvice, unscopedWarning } from '../domain/keys/scopes.ts';
import { statusSemantics } from '../domain/keys/statusText.ts';
import { consoleOf } from '../editor/connection/console.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import type { ChecklistState } from './protocol/checklist.ts';
import { freshnessOf, whereOf } from './whereabouts.ts';

/** The checklist page's state: words and numbers, no command and no secret. */
export function checklistStateOf(
  snapshot: Snapshot,
  page: FirstRunPage,
  evidence: Evidence | undefined,
): ChecklistState {
  return {
    where: whereOf(snapshot),
    freshness: freshnessOf(snapshot.freshness),
    steps: page.steps.map(({ id, title, state, facts, why, command }) => ({
      id,
      title,
      state,
      facts: [...facts],
      why: why ?? null,
      action: command?.label ?? null,
    })),
    next: page.next?.id ?? null,
    complete: page.complete,
    blockers: page.blockers.map(({ code, severity, message, source, command }) => ({
      code,
      severity,
      message,
      source,
      action: command?.label ?? null,
    })),
    governance:
      page.governance === undefined ? null : governanceOf(page.governance, linksOf(snapshot)),
    drill: page.drill.map((phase) => ({
      title: phase.title,
      ready: readySteps(phase),
      steps: phase.steps.map(({ title, state, says }) => ({ title, state, says })),
    })),
    quickStart: snapshot.keys.length === 0 && mayMakeAll(page),
    scope: { recommended: firstRunScope, advice: `${firstRunScopeAdvice} ${unscopedWarning}` },
    semantics: statusSemantics.map(({ term, meaning }) => ({ term, meaning })),
    evidence: evidence === undefined ? [] : evidenceLines(evidence),
    noEvidence: noEvidence(snapshot),
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

function governanceOf(
  { plan, billing, pressure, period }: Governance,
  links: readonly GovernanceLink[],
): ChecklistState['governance'] {
  return {
    plan,
    period: t('{0} to {1}', period.start.slice(0, 10), period.end.slice(0, 10)),
    billing: billing ?? null,
    pressure: pressure.map(({ label, text, ratio, level }) => ({ label, text, ratio, level })),
    links: links.map(({ name, label }) => ({ name, label })),
  };
}

/** The demo run may have been made elsewhere: its evidence is with whoever made it. */
function noEvidence({ detail }: Snapshot): string {
  const run = detail?.onboarding.latest_demo_run ?? null;
  return run !== null && detail?.onboarding.checklist.demo_run_succeeded === true
    ? t('None on this machine: the demo run {0} was made elsewhere.', run.run_id)
    : t('None yet. The demo run brings the first.');
}

/** `name: value` lines of the note; what has no name, as the receipt's, is a note. */
function evidenceLines(evidence: Evidence): ChecklistState['evidence'] {
  const [, ...lines] = evidenceNote(evidence, 'plain').split('\n');
  return lines.map((line) => {
    if (evidence.receipt && line.startsWith('Audit export '))
      return { name: t('Receipt'), value: line };
    const at = line.indexOf(': ');
    return { name: line.slice(0, at), value: line.slice(at + 2) };
  });
}
