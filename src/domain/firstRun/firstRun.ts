import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import { managingCommands } from '../managingCommands.ts';
import { currentBlockers, type CurrentBlocker } from './firstRunBlockers.ts';
import {
  auditStep,
  demoRunStep,
  goLiveStep,
  usageStep,
  verificationStep,
} from './firstRunProof.ts';
import { readState, type Reading } from './firstRunReading.ts';
import { accountStep, baselineStep, keyStep, localCopyStep, sessionStep } from './firstRunSetup.ts';
import { after, blocked, lackedFirst, stepTitles, type Verdict } from './firstRunVerdict.ts';
import { goLiveDrill, type DrillPhase } from './goLiveDrill.ts';
import { stepIds, type FirstRunState, type Step, type StepId } from './firstRunState.ts';
import {
  billingPosture,
  usagePressure,
  type BillingPosture,
  type Pressure,
} from './usagePressure.ts';

/** The manual governance checkpoint: it informs and blocks nothing. */
export interface Governance {
  readonly plan: string;
  readonly billing: BillingPosture | undefined;
  readonly pressure: readonly Pressure[];
  /** ISO 8601 UTC bounds of the usage period. */
  readonly period: { readonly start: string; readonly end: string };
}

/** The first run as checklist and walkthrough show it. */
export interface FirstRunPage {
  readonly steps: readonly Step[];
  /** The first step that can be done now; `undefined` when nothing is left for this person. */
  readonly next: Step | undefined;
  readonly blockers: readonly CurrentBlocker[];
  /** `undefined` before a control plane could be read. */
  readonly governance: Governance | undefined;
  /** The rehearsal, phase by phase; empty before a control plane could be read. */
  readonly drill: readonly DrillPhase[];
  readonly complete: boolean;
}

const judges: Readonly<Record<Exclude<StepId, 'session'>, (reading: Reading) => Verdict>> = {
  baseline: baselineStep,
  'service-account': accountStep,
  key: keyStep,
  'local-copy': localCopyStep,
  'demo-run': demoRunStep,
  usage: usageStep,
  verification: verificationStep,
  'go-live': goLiveStep,
  'audit-receipt': auditStep,
};

/**
 * Judges every step by facts alone, for both variants. Dead keys and disabled accounts never count,
 * and neither usage nor billing ever holds a step back.
 */
export function firstRun(state: FirstRunState): FirstRunPage {
  const reading =
    state.connection === undefined || state.detail === undefined
      ? undefined
      : readState(state, state.detail);
  const steps = stepIds.map((id): Step => {
    const verdict = id === 'session' ? sessionStep(state) : judge(id, reading, state);
    return pressable({ id, title: stepTitles[id], ...verdict }, reading);
  });
  return {
    steps,
    next: steps.find((step) => step.command !== undefined),
    blockers: reading === undefined ? [] : currentBlockers(reading),
    governance: reading === undefined ? undefined : governance(reading.detail),
    drill: reading === undefined ? [] : goLiveDrill(reading),
    complete: steps.every((step) => step.state === 'done'),
  };
}

function judge(
  id: Exclude<StepId, 'session'>,
  reading: Reading | undefined,
  { connection, lacks }: FirstRunState,
): Verdict {
  if (reading !== undefined) return judges[id](reading);
  if (connection === undefined) return blocked(after.session);
  return blocked(lacks === undefined ? after.reading : lackedFirst[lacks]);
}

/** Whatever a step came to: no role is offered what it may not press. */
function pressable(step: Step, reading: Reading | undefined): Step {
  const { command, ...rest } = step;
  const why = reading?.mayNotManage;
  if (why === undefined || command === undefined || !managingCommands.has(command.id)) return step;
  return { ...rest, state: 'blocked', why };
}

function governance(detail: WorkspaceDetail): Governance {
  const { usage } = detail;
  return {
    plan: detail.plan.display_name,
    billing: billingPosture(detail.billing_summary),
    pressure: usagePressure(usage),
    period: { start: usage.period_start, end: usage.period_end },
  };
}
