import { t } from '@vscode/l10n';
import { serverSentence } from '../text/serverSentences.ts';
import type { StepCommand, StepId } from './firstRunState.ts';
import type { Reading } from './firstRunReading.ts';
import { command } from './firstRunVerdict.ts';

/** What stands in the way, normalised: severity is one of two, surface is kebab-case. */
export interface CurrentBlocker {
  readonly code: string;
  readonly severity: 'blocking' | 'warning';
  readonly surface: string;
  /** The step that it blocks; `undefined` for what this version never heard of. */
  readonly step: StepId | undefined;
  /** The server's words where it has any. */
  readonly message: string;
  /** Ours are added only where the server counts what cannot be used. */
  readonly source: 'server' | 'keyrail';
  /** `undefined` where this person's role may not do what helps. */
  readonly command: StepCommand | undefined;
}

const stepOfCode: ReadonlyMap<string, StepId> = new Map([
  ['baseline_not_ready', 'baseline'],
  ['service_account_missing', 'service-account'],
  ['api_key_missing', 'key'],
  ['demo_run_missing', 'demo-run'],
  ['demo_run_failed', 'demo-run'],
  ['demo_run_in_progress', 'demo-run'],
  ['verification_track_incomplete', 'verification'],
  ['go_live_track_incomplete', 'go-live'],
]);

/** The server's surfaces, the step that each is about, and the command that opens it. */
const surfaces: ReadonlyMap<string, readonly [StepId, StepCommand]> = new Map([
  ['onboarding', ['baseline', command('bootstrapWorkspace', t('Bootstrap Baseline'))]],
  [
    'service-accounts',
    ['service-account', command('createServiceAccount', t('Create Service Account…'))],
  ],
  ['api-keys', ['key', command('createKey', t('Create Key…'))]],
  ['playground', ['demo-run', command('openPlayground', t('Open Playground'))]],
  ['verification', ['verification', command('recordVerification', t('Record Verification…'))]],
  ['go-live', ['go-live', command('recordGoLive', t('Record Go-Live Drill…'))]],
]);

function wayTo(surface: string): StepCommand {
  const [, way] = surfaces.get(surface) ?? [];
  return way ?? command('openChecklist', t('Open Checklist'));
}

function stepOf(code: string, surface: string): StepId | undefined {
  return stepOfCode.get(code) ?? surfaces.get(surface)?.[0];
}

/** `go_live` and `go-live` are the same place (docs/contract.md, Onboarding). */
function normaliseSurface(surface: string): string {
  return surface.trim().toLowerCase().replaceAll('_', '-');
}

/** All that stands in the way now, in the order of the steps. */
export function currentBlockers(reading: Reading): CurrentBlocker[] {
  const sent = reading.detail.onboarding.blockers.map((blocker): CurrentBlocker => {
    const surface = normaliseSurface(blocker.surface);
    return {
      code: blocker.code,
      severity: blocker.severity === 'blocking' ? 'blocking' : 'warning',
      surface,
      step: stepOf(blocker.code, surface),
      message: serverSentence(blocker.message),
      source: 'server',
      command: wayTo(surface),
    };
  });
  const all = [...unseenByServer(reading, sent), ...sent];
  // Every way leads to what takes a managing role: also the playground, which needs a listed key.
  return reading.mayNotManage === undefined
    ? all
    : all.map((blocker) => ({ ...blocker, command: undefined }));
}

/** The server's sentence about a step, where it has one. */
export function serverWords(reading: Reading, step: StepId): string | undefined {
  return reading.detail.onboarding.blockers.find(({ code }) => stepOfCode.get(code) === step)
    ?.message;
}

/**
 * *main* takes disabled accounts and dead keys for created and says nothing about them
 * (docs/contract.md, Onboarding).
 */
function unseenByServer(reading: Reading, sent: readonly CurrentBlocker[]): CurrentBlocker[] {
  const chain = ['baseline_not_ready', 'service_account_missing', 'api_key_missing'];
  if (sent.some(({ code }) => chain.includes(code))) return [];
  const { accounts, keyCount } = reading;
  if (accounts.total > 0 && accounts.live === 0) {
    // A key that is bound to no account goes on working.
    const severity = reading.runnable.length > 0 ? 'warning' : 'blocking';
    return [own('service_account_missing', severity, 'service-accounts', onlyDisabledAccounts)];
  }
  if (keyCount.total > 0 && keyCount.live === 0) {
    return [own('api_key_missing', 'blocking', 'api-keys', onlyDeadKeys)];
  }
  return [];
}

export const onlyDisabledAccounts = t(
  'Only disabled service accounts remain. Create a new one; a disabled one cannot come back.',
);
export const onlyDeadKeys = t(
  'Only keys remain that the control plane refuses. Create a new one for the demo run.',
);

function own(
  code: string,
  severity: CurrentBlocker['severity'],
  surface: string,
  message: string,
): CurrentBlocker {
  return {
    code,
    severity,
    surface,
    step: stepOf(code, surface),
    message,
    source: 'keyrail',
    command: wayTo(surface),
  };
}
