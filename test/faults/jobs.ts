import type { LifecycleEvent } from '../../src/lifecycle/model/events.ts';
import type { Operation } from '../../src/lifecycle/model/operations.ts';
import type { Pending } from '../../src/lifecycle/steps/pending.ts';

/** The boundary events at which a worker can be killed: before, after, or while one is under way. */
export interface Kill {
  readonly event: string;
  /** The n-th time the event happens in this job, from 1. */
  readonly occurrence: number;
  readonly when: 'before' | 'after' | 'during';
}

/** Every protocol is gone through by an operation of its name. */
export type Scenario = Operation;

/** Safeguards that the harness can take out, by standing between the lifecycle and its ports. */
export const safeguards = [
  'journal-fsync',
  'read-back',
  'same-idempotency-key',
  'explicit-expiry',
  'lease',
  'tombstones',
  'persistence-gate',
  'program-read-back',
  'program-moments',
] as const;
export type Safeguard = (typeof safeguards)[number];

/** What goes wrong inside the process, at one of the ports. */
export interface LocalFaults {
  /** `throws`, `forgets` (reads back nothing), or `locked`: throws so many times and then works. */
  readonly vault?: 'throws-on-store' | 'reads-back-nothing' | 'locked';
  /** The disk refuses every write whose event matches. */
  readonly disk?: { readonly on: string; readonly code: 'ENOSPC' | 'EROFS' };
  readonly env?: 'read-only' | 'dirty-editor' | 'changed-meanwhile' | 'rival-writer';
  /** What the person's own vault does, where every new secret is kept as well. */
  readonly second?: 'locked' | 'keeps-nothing';
  /** Somebody else revokes a key right before the event. */
  readonly somebody?: { readonly before: string; readonly revokes: 'old' | 'new' };
  /** Everything that was not synced is gone when the process is killed. */
  readonly powerCut?: boolean;
}

/**
 * What goes wrong with programs: they come to no end, refuse, end well and keep nothing, print the value and
 * refuse, are not there, or somebody else has put something into them.
 */
export type ProgramFault = 'hang' | 'refuse' | 'forget' | 'print' | 'away' | 'somebody';

export interface Job {
  readonly id: number;
  /** The folder of the trial: lifecycle, vault, `.env`, what the person was told. */
  readonly dir: string;
  /** Where the control plane is reached, faults included. */
  readonly url: string;
  readonly token: string;
  readonly workspaceId: string;
  readonly accountId: string;
  readonly session: string;
  readonly task: 'prepare' | 'operate' | 'recover' | 'retire';
  readonly scenario: Scenario;
  /** Whether the old key also stands in the `.env` of the trial. */
  readonly placed: boolean;
  /** Whether programs keep it, too. */
  readonly programs: boolean;
  /** Of an overlap; left out = the old key ends at once, `null` = when the person says so. */
  readonly grace?: null;
  readonly kill: Kill | null;
  readonly faults: LocalFaults;
  readonly without: Safeguard | null;
  readonly timeoutMs: number;
  /** Milliseconds before every boundary event; widens the window of a race. */
  readonly jitterSeed: number | null;
}

/** What a worker says when a job stands at its kill point and only waits for the kill. */
export interface Stopped {
  readonly id: number;
}

/** What a worker says when a job is done. */
export interface Report {
  readonly id: number;
  /** Names of the boundary events in their order. */
  readonly trace: readonly string[];
  readonly waiting: readonly Pending[];
  /** Markers whose copy the vault lost, as the lifecycle tells it. */
  readonly missing: readonly string[];
  readonly error: string | null;
}

/** One line of `told.jsonl`: what the person knows. */
export type Told =
  | { readonly kind: 'fact'; readonly fact: LifecycleEvent }
  | {
      readonly kind: 'outcome';
      readonly outcome: {
        readonly kind: string;
        readonly keyId?: string | null;
        readonly oldKeyId?: string;
        readonly persistence?: string;
        readonly expiresAt?: string | null;
        readonly copy?: string;
        /** Of a panic: the keys that it said it had ended. */
        readonly ended?: readonly string[];
      };
    }
  | { readonly kind: 'somebody'; readonly revoked: string };
