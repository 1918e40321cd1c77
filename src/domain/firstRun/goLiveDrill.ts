import { t } from '@vscode/l10n';
import { serverWord } from '../text/serverWords.ts';
import { serverSentence } from '../text/serverSentences.ts';
import { keyLabel } from '../keys/keyLabel.ts';
import { runOutcome } from './demoRun.ts';
import type { Reading } from './firstRunReading.ts';
import { carriesReceipt, isHandedOff, receiptElsewhere } from './handOff.ts';
import { billingPosture, usagePressure } from './usagePressure.ts';

/** `attention`: a part is there, or something about it is not as it should be. */
export type DrillState = 'ready' | 'attention' | 'pending';

export interface DrillStep {
  readonly title: string;
  readonly state: DrillState;
  /** What the state was read from, as a sentence. */
  readonly says: string;
}

/** A phase of the rehearsal; nothing is provisioned by it and nothing in it is ticked by hand. */
export interface DrillPhase {
  readonly title: string;
  readonly steps: readonly [DrillStep, DrillStep, DrillStep];
}

/**
 * The go-live drill in its four phases, every step derived from what was read (docs/contract.md,
 * The web console).
 */
export function goLiveDrill(reading: Reading): readonly DrillPhase[] {
  return [
    {
      title: t('Prepare workspace'),
      steps: [context(reading), baseline(reading), credential(reading)],
    },
    {
      title: t('Validate billing and feature posture'),
      steps: [billing(reading), usageLimits(reading), features(reading)],
    },
    {
      title: t('Execute operator flow'),
      steps: [demoRun(reading), usageSeen(reading), verification(reading)],
    },
    {
      title: t('Capture evidence and hand off'),
      steps: [evidence(reading), receipt(reading), handOff(reading)],
    },
  ];
}

export function readySteps({ steps }: DrillPhase): number {
  return steps.filter(({ state }) => state === 'ready').length;
}

function context({ detail, connection }: Reading): DrillStep {
  const { display_name: name } = detail.workspace;
  const where = connection?.name ?? '';
  const says = connection?.production
    ? t('{0} on {1}, production.', name, where)
    : t('{0} on {1}, non-production.', name, where);
  return { title: t('Session context'), state: 'ready', says };
}

function baseline({ detail }: Reading): DrillStep {
  const ready = detail.onboarding.checklist.baseline_ready;
  return {
    title: t('Baseline'),
    state: ready ? 'ready' : 'pending',
    says: ready ? t('Tool providers and policies are there.') : t('Not created yet.'),
  };
}

/**
 * Judged by what works, where the console takes every row for a credential (docs/contract.md, The
 * web console).
 */
function credential({ accounts, keyCount, keys, runnable, mayNotManage }: Reading): DrillStep {
  const title = t('Credential path');
  if (accounts.live !== 0 && keyCount.live !== 0 && keys === undefined) {
    const says =
      mayNotManage === undefined
        ? t('The keys could not be listed.')
        : t('It cannot be seen with your role.');
    return { title, state: 'attention', says };
  }
  const [best] = runnable;
  if (best && accounts.live !== 0) {
    const says = t('{0} may start runs.', keyLabel(best));
    return { title, state: 'ready', says };
  }
  return accounts.total === 0 && keyCount.total === 0
    ? { title, state: 'pending', says: t('No service account and no key yet.') }
    : {
        title,
        state: 'attention',
        says: t('A live service account and a key with runs:write are both needed.'),
      };
}

function billing({ detail }: Reading): DrillStep {
  const title = t('Plan and billing');
  const posture = billingPosture(detail.billing_summary);
  const plan = detail.plan.display_name;
  if (!posture)
    return { title, state: 'attention', says: t('{0}. Its billing is not told.', plan) };
  return {
    title,
    state: posture.tone === 'warning' ? 'attention' : 'ready',
    says: `${plan}: ${serverSentence(posture.label)}.`,
  };
}

function usageLimits({ detail }: Reading): DrillStep {
  const title = t('Usage pressure');
  const tight = usagePressure(detail.usage).filter(
    ({ level }) => level === 'high' || level === 'blocked',
  );
  return tight.length === 0
    ? { title, state: 'ready', says: t('Every metric is below 80 % of its limit.') }
    : {
        title,
        state: 'attention',
        says: `${tight.map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
      };
}

function features({ detail: { plan } }: Reading): DrillStep {
  const has = plan.features.audit_export === true;
  return {
    title: t('Audit export'),
    state: has ? 'ready' : 'attention',
    says: has
      ? t('The plan {0} includes it.', plan.display_name)
      : t('The plan {0} does not include it.', plan.display_name),
  };
}

function demoRun({ detail }: Reading): DrillStep {
  const title = t('Demo run');
  const run = detail.onboarding.latest_demo_run;
  if (run === null) return { title, state: 'pending', says: t('Not made yet.') };
  const says = `${run.run_id}: ${serverWord(run.status)}.`;
  return { title, state: runOutcome(run.status) === 'succeeded' ? 'ready' : 'attention', says };
}

function usageSeen({ detail, ownEvidence }: Reading): DrillStep {
  const title = t('Usage observed');
  const used = detail.usage.metrics.runs_created?.used ?? 0;
  const before = ownEvidence?.usage?.used ?? 0;
  if (used > 0) {
    return { title, state: 'ready', says: t('{0} runs are counted in this period.', used) };
  }
  if (before > 0) {
    return { title, state: 'ready', says: t('{0} runs were counted after the demo run.', before) };
  }
  return detail.onboarding.checklist.demo_run_succeeded
    ? { title, state: 'attention', says: t('The run is not counted yet.') }
    : { title, state: 'pending', says: t('Nothing is counted yet.') };
}

function verification({ detail }: Reading): DrillStep {
  const status = detail.onboarding.delivery_guidance?.verification_status ?? 'pending';
  const states: Readonly<Record<string, DrillState>> = {
    complete: 'ready',
    in_progress: 'attention',
  };
  return {
    title: t('Verification reviewed'),
    state: Object.hasOwn(states, status) ? (states[status] ?? 'pending') : 'pending',
    says: t('The track is {0}.', serverWord(status)),
  };
}

function evidence({ detail, ownEvidence }: Reading): DrillStep {
  const title = t('Evidence');
  const run = detail.onboarding.latest_demo_run;
  if (run === null) return { title, state: 'pending', says: t('The demo run brings it.') };
  if (ownEvidence?.run?.id === run.run_id && ownEvidence.key) {
    return {
      title,
      state: 'ready',
      says: t('Run, trace and the key {0} belong together.', ownEvidence.key.prefix),
    };
  }
  return {
    title,
    state: 'attention',
    says: t('The newest demo run was made elsewhere: no key of this editor proves it.'),
  };
}

function receipt({ ownEvidence, detail }: Reading): DrillStep {
  const title = t('Audit receipt');
  const kept = ownEvidence?.receipt;
  if (kept) return { title, state: 'ready', says: `${kept.filename}.` };
  return detail.plan.features.audit_export === true
    ? { title, state: 'pending', says: t('The audit events are not exported from here yet.') }
    : { title, state: 'attention', says: t('The plan has no audit export.') };
}

function handOff(reading: Reading): DrillStep {
  const title = t('Hand-off');
  const kept = reading.ownEvidence?.receipt;
  if (kept && isHandedOff(reading, kept.sha256)) {
    return { title, state: 'ready', says: t('A delivery track carries the note of the receipt.') };
  }
  if (reading.delivery === undefined) {
    return { title, state: 'pending', says: t('The delivery tracks are not read yet.') };
  }
  if (kept) {
    const says = t('No delivery track carries the note of the receipt that was made here.');
    return { title, state: 'attention', says };
  }
  // As the run, it may have been made by whoever else works here.
  return carriesReceipt(reading)
    ? { title, state: 'attention', says: receiptElsewhere }
    : { title, state: 'pending', says: t('No delivery track carries the note of a receipt.') };
}
