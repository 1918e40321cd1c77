import type { Entry } from '../journal/entry.ts';
import type { PlacedState } from '../journal/placed.ts';
import type { WaitsFor } from '../model/events.ts';
import type { OpenStep, Operation } from '../model/operations.ts';
import type { LifecycleContext } from '../context.ts';
import { isGone } from '../model/window.ts';

/** An operation that is not settled, for a tree's message or a list to choose from. */
export interface Pending {
  readonly operationId: string;
  readonly operation: Operation;
  readonly step: OpenStep;
  readonly connectionId: string;
  readonly workspaceId: string;
  /** The key that is replaced or revoked. */
  readonly oldKeyId: string | null;
  readonly newKeyId: string | null;
  readonly newKeyPrefix: string | null;
  /** ISO time. */
  readonly startedAt: string;
  /** `null`: it is being worked on, or was interrupted and not looked at since. */
  readonly for: WaitsFor | null;
  /** Since when it waits for that, by this machine's clock; ISO time. */
  readonly since: string | null;
  /** Its request was sent, and nobody knows yet whether it was carried out. */
  readonly mayBeDone: boolean;
  /** When the old key of an overlap, or a loan, ends; ISO time. */
  readonly dueAt: string | null;
  /** How the old key of an overlap ends: at `dueAt`, once it is unused, or when the person says so. */
  readonly plan: 'at' | 'unused' | 'none';
  /** Who has a loan, in words. */
  readonly borrower: string | null;
  /** The keys that a panic has not ended yet. */
  readonly stillAlive: readonly string[];
  readonly places: readonly PlacedState[];
  /** Where the new secret was to be kept at once, too. */
  readonly secondCopies: readonly PlacedState[];
}

export function pendingOf(entry: Entry): Pending {
  return {
    operationId: entry.id,
    operation: entry.operation,
    step: entry.step,
    connectionId: entry.connectionId,
    workspaceId: entry.workspaceId,
    oldKeyId: entry.old?.keyId ?? null,
    newKeyId: entry.issued?.keyId ?? null,
    newKeyPrefix: entry.issued?.keyPrefix ?? null,
    startedAt: entry.startedAt,
    for: entry.waits,
    since: entry.waits === null ? null : (entry.waited?.since ?? entry.startedAt),
    mayBeDone: entry.waits === 'server' && (entry.step === 'asked' || entry.step === 'closing'),
    dueAt: entry.operation === 'lend' ? loanEnd(entry) : (entry.retirement?.dueAt ?? null),
    plan: planOf(entry),
    borrower: entry.loan?.borrower ?? null,
    stillAlive: (entry.keys ?? []).filter(({ ended }) => !ended).map(({ keyId }) => keyId),
    places: entry.places,
    secondCopies: entry.secondCopies ?? [],
  };
}

function planOf({ retirement }: Entry): Pending['plan'] {
  if (retirement === null) return 'none';
  return retirement.dueAt === null ? 'unused' : 'at';
}

/** Everything in the journal. Reads files only: no vault, no network. */
export async function listPending(lifecycle: LifecycleContext): Promise<readonly Pending[]> {
  return (await lifecycle.journal.find()).entries.map(pendingOf);
}

/** When the server ends a loan by itself; ISO time, `null` before there is one. */
function loanEnd({ step, issued }: Entry): string | null {
  return step === 'lent' ? (issued?.expiresAt ?? null) : null;
}

/** Whether a window was ended that held an operation, so that any other may go on with it. */
export function isAbandoned({ lease }: Entry): boolean {
  return lease !== null && isGone(lease.window);
}
