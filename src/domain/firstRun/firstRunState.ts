import type { ApiKey } from '../../wire/apiKeys.ts';
import type { Delivery } from '../../wire/delivery.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import type { Evidence } from './evidence.ts';
import type { EffectiveStatus } from '../keys/keyStatus.ts';

/** A key with what this editor knows about its value. */
export interface FirstRunKey {
  readonly key: ApiKey;
  readonly status: EffectiveStatus;
  readonly name: string | undefined;
  /** Another listed key is called the same. */
  readonly isNamesake?: boolean | undefined;
  readonly hasCopy: boolean;
  /** A `.env` line holds its current value. */
  readonly inEnv: boolean;
}

/** What a person has to have before any step but the first can be looked at. */
export type Lacking = 'user' | 'permission' | 'workspace' | 'chosen-workspace' | 'usable-answer';

/** Everything the first run is judged by: what the server says, and what lies on this machine. */
export interface FirstRunState {
  readonly connection: { readonly name: string; readonly production: boolean } | undefined;
  /** Why the control plane could not be read, as a sentence; only without `detail`. */
  readonly problem: string | undefined;
  /** What is missing, where the control plane has answered and nothing of it could be read. */
  readonly lacks: Lacking | undefined;
  readonly detail: WorkspaceDetail | undefined;
  /** Of this person, where the detail does not say it. */
  readonly role?: string | undefined;
  /** `undefined` where this user may not list them, or the list failed: never the empty list. */
  readonly keys: readonly FirstRunKey[] | undefined;
  readonly serviceAccounts: readonly ServiceAccount[] | undefined;
  /** `undefined` until read; without it no hand-off is seen. */
  readonly delivery: Delivery | undefined;
  /** Evidence of another control-plane workspace is ignored. */
  readonly evidence: Evidence | undefined;
}

/** Steps in their order; also the ids of the walkthrough's steps. */
export const stepIds = [
  'session',
  'baseline',
  'service-account',
  'key',
  'local-copy',
  'demo-run',
  'usage',
  'verification',
  'go-live',
  'audit-receipt',
] as const;
export type StepId = (typeof stepIds)[number];

/** Until its end a key works and a run proves it; what comes behind is for whoever audits that. */
export const lastOwnStep: StepId = 'demo-run';

export interface StepCommand {
  readonly id: string;
  readonly label: string;
  readonly args: readonly unknown[];
}

/**
 * `done` only by verified facts; `now` can be done; `attention` can be done and something about it is
 * not as it looks or went wrong; `blocked` cannot be done yet, and `why` says what is missing.
 */
export type StepState = 'done' | 'now' | 'blocked' | 'attention';

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly state: StepState;
  /** What proves the state, one short phrase each. */
  readonly facts: readonly string[];
  readonly why?: string;
  readonly command?: StepCommand;
}
