import { t } from '@vscode/l10n';
import type { Lacking, Step, StepCommand, StepId } from './firstRunState.ts';

/** What a step says beside its id and title. */
export type Verdict = Omit<Step, 'id' | 'title'>;

export function command(id: string, label: string, args?: object): StepCommand {
  return { id: `keyrail.${id}`, label, args: args === undefined ? [] : [args] };
}

export function blocked(why: string, facts: readonly string[] = []): Verdict {
  return { state: 'blocked', facts, why };
}

/** A step that can be done: the server's words about it, else ours, else none. */
export function open(
  state: 'now' | 'attention',
  facts: readonly string[],
  step: StepCommand,
  why?: string,
): Verdict {
  return { state, facts, command: step, ...(why === undefined ? {} : { why }) };
}

/** What an earlier step still owes. */
export const after = {
  session: t('Connect to a control plane first.'),
  reading: t('The control plane must answer first.'),
  baseline: t('Create the baseline first.'),
  account: t('Create an active service account first.'),
  key: t('Create a key with runs:write first.'),
  copy: t('Get a local copy of a key with runs:write first.'),
  demo: t('Complete the demo run first.'),
  verification: t('Complete the verification track first.'),
  goLive: t('Complete the go-live drill first.'),
} as const satisfies Readonly<Record<string, string>>;

/** What an answer without any control-plane workspace to look at owes, by what the person lacks. */
export const lackedFirst: Readonly<Record<Lacking, string>> = {
  user: t('The control plane must know who you are first.'),
  permission: t('The control plane must let you in first.'),
  workspace: t('Create a control-plane workspace, or be invited to one, first.'),
  'chosen-workspace': t('Choose a control-plane workspace first.'),
  'usable-answer': t('The session context comes first: its step says what is in the way.'),
};

/** Titles, in the order of the steps. */
export const stepTitles: Readonly<Record<StepId, string>> = {
  session: t('Session context'),
  baseline: t('Baseline'),
  'service-account': t('Service account'),
  key: t('Key'),
  'local-copy': t('Local copy and .env'),
  'demo-run': t('Demo run'),
  usage: t('Usage signal'),
  verification: t('Verification evidence'),
  'go-live': t('Go-live drill'),
  'audit-receipt': t('Audit receipt and hand-off'),
};
