import { t } from '@vscode/l10n';
import { serverWord } from '../text/serverWords.ts';
import { serverSentence } from '../text/serverSentences.ts';
import type { DeliverySection } from '../../wire/delivery.ts';
import { runOutcome } from './demoRun.ts';
import { serverWords } from './firstRunBlockers.ts';
import type { Reading } from './firstRunReading.ts';
import { keyLabel } from '../keys/keyLabel.ts';
import { after, blocked, command, open, type Verdict } from './firstRunVerdict.ts';
import type { StepId } from './firstRunState.ts';
import { carriesReceipt, isHandedOff, receiptElsewhere } from './handOff.ts';
import { receiptNote } from './receipt.ts';
import { pressureOf } from './usagePressure.ts';

export function demoRunStep(reading: Reading): Verdict {
  const { latest_demo_run: run, checklist, latest_demo_run_hint: hint } = reading.detail.onboarding;
  const facts = demoFacts(reading);
  if (checklist.demo_run_succeeded) return { state: 'done', facts };
  const words = serverWords(reading, 'demo-run');
  const outcome = run === null ? undefined : runOutcome(run.status);
  const look = command('refresh', t('Check Again'));
  if (run !== null && outcome === 'waiting') {
    if (reading.mayNotManage !== undefined) return blocked(decidedWithKey, facts);
    const decide = command('openPlayground', t('Open in Playground'), { runId: run.run_id });
    return open(
      'attention',
      facts,
      decide,
      hint?.status_label == null ? words : serverSentence(hint.status_label),
    );
  }
  if (outcome === 'open' || outcome === 'succeeded') return open('now', facts, look, words);
  if (!checklist.baseline_ready) return blocked(after.baseline, facts);
  const { atHand } = reading;
  // Whoever may not list keys cannot make one either, nor use one that is kept here.
  if (atHand === undefined && reading.mayNotManage !== undefined) {
    return blocked(reading.mayNotManage, facts);
  }
  if (atHand === undefined) {
    return blocked(reading.runnable.length === 0 ? after.key : after.copy, facts);
  }
  const args = { keyId: atHand.key.api_key_id };
  return outcome === 'failed'
    ? open('attention', facts, command('runDemo', t('Make Demo Run Again'), args), words)
    : open(
        'now',
        [t('Ready with {0}', keyLabel(atHand))],
        command('runDemo', t('Make Demo Run'), args),
        words,
      );
}

const decidedWithKey = t(
  'The run waits for an approval. That is decided with a key, and your role may not list keys.',
);

function demoFacts({ detail, ownEvidence }: Reading): string[] {
  const run = detail.onboarding.latest_demo_run;
  if (run === null) return [];
  const withKey = ownEvidence?.run?.id === run.run_id ? ownEvidence.key : undefined;
  return [
    `${run.run_id}, ${serverWord(run.status)}`,
    ...(run.trace_id === null ? [] : [t('Trace {0}', run.trace_id)]),
    ...(withKey === undefined ? [] : [t('Made with the key {0}', withKey.prefix)]),
  ];
}

export function usageStep(reading: Reading): Verdict {
  const { usage, onboarding } = reading.detail;
  if (!onboarding.checklist.demo_run_succeeded) return blocked(after.demo);
  const metric = usage.metrics.runs_created;
  const period = t('{0} to {1}', usage.period_start.slice(0, 10), usage.period_end.slice(0, 10));
  const facts =
    metric === undefined
      ? []
      : [t('Runs created: {0}', pressureOf('runs_created', metric).text), t('Period {0}', period)];
  // A new month starts at 0 again; the reading taken after the run still stands.
  const earlier = reading.ownEvidence?.usage;
  if ((metric?.used ?? 0) > 0) return { state: 'done', facts };
  if (earlier !== undefined && earlier.used > 0) {
    return { state: 'done', facts: [...facts, t('Read {0} at {1}', earlier.used, earlier.readAt)] };
  }
  const why = t('The run is not counted yet in the usage of this period.');
  return open('attention', facts, command('refresh', t('Check Again')), why);
}

export function verificationStep(reading: Reading): Verdict {
  const status = reading.detail.onboarding.delivery_guidance?.verification_status ?? 'pending';
  const facts = trackFacts(status, reading.delivery?.verification);
  if (status === 'complete') return { state: 'done', facts };
  if (!reading.detail.onboarding.checklist.demo_run_succeeded) return blocked(after.demo, facts);
  return track(
    reading,
    'verification',
    facts,
    command('recordVerification', t('Record Verification…')),
  );
}

export function goLiveStep(reading: Reading): Verdict {
  const guidance = reading.detail.onboarding.delivery_guidance;
  const status = guidance?.go_live_status ?? 'pending';
  const facts = trackFacts(status, reading.delivery?.go_live);
  if (status === 'complete') return { state: 'done', facts };
  if (guidance?.verification_status !== 'complete') return blocked(after.verification, facts);
  return track(reading, 'go-live', facts, command('recordGoLive', t('Record Go-Live Drill…')));
}

function track(
  reading: Reading,
  step: StepId,
  facts: readonly string[],
  record: ReturnType<typeof command>,
): Verdict {
  return reading.mayNotManage === undefined
    ? open('now', facts, record, serverWords(reading, step))
    : blocked(reading.mayNotManage, facts);
}

function trackFacts(status: string, section: DeliverySection | undefined): string[] {
  const links = section?.evidence_links.length ?? 0;
  return [
    t('Track {0}', serverWord(status)),
    ...(links === 0 ? [] : [links === 1 ? t('1 evidence link') : t('{0} evidence links', links)]),
  ];
}

/** Done when a receipt exists and its hash is found in a delivery track: that is the hand-off. */
export function auditStep(reading: Reading): Verdict {
  const { plan, onboarding } = reading.detail;
  const receipt = reading.ownEvidence?.receipt;
  const facts = receipt === undefined ? [] : [receiptNote(receipt)];
  if (receipt !== undefined && isHandedOff(reading, receipt.sha256)) {
    return { state: 'done', facts: [...facts, t('Its note is in a delivery track')] };
  }
  if (receipt === undefined && plan.features.audit_export !== true) {
    return blocked(t('The plan {0} has no audit export.', plan.display_name));
  }
  if (onboarding.delivery_guidance?.go_live_status !== 'complete') {
    return blocked(after.goLive, facts);
  }
  if (receipt === undefined) {
    const why = carriesReceipt(reading) ? receiptElsewhere : undefined;
    return open('now', [], command('exportAudit', t('Export Audit Events…')), why);
  }
  if (reading.mayNotManage !== undefined) return blocked(reading.mayNotManage, facts);
  const why = t('The receipt is not handed off: no delivery track carries its note yet.');
  return open('now', facts, command('recordGoLive', t('Record Receipt…')), why);
}
