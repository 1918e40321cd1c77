import type { HeldUp, WaitingOperation } from '../../domain/keys/waiting.ts';
import type { WaitsFor } from '../../lifecycle/model/events.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';
import { operationNames, waitReason, waitText } from './waitText.ts';

/** These end by themselves; the rows of their keys say when. */
const untilItsTime: ReadonlySet<WaitsFor> = new Set(['grace', 'due', 'loan']);

/** Whether it waits for something else than its time. */
export function isHeldUp({ for: reason }: Pending): boolean {
  return reason !== null && !untilItsTime.has(reason);
}

/** What holds it up, in words for a row and as a sentence; nothing where it waits for its time alone. */
export function heldUpOf(entry: Pending): HeldUp | undefined {
  const { for: reason, since, startedAt } = entry;
  if (reason === null || !isHeldUp(entry)) return undefined;
  const needsRestart = reason === 'persistence';
  return {
    reason: waitReason(reason),
    sentence: waitText(reason),
    since: since ?? startedAt,
    ...(needsRestart && { needsRestart }),
  };
}

/** The operation with that key which is held up; of a retirement and a loan the row speaks otherwise. */
export function waitingWith(
  pending: readonly Pending[],
  connectionId: string,
  keyId: string,
): WaitingOperation | undefined {
  const entry = pending.find(
    (known) => known.connectionId === connectionId && isHeldUp(known) && isWith(known, keyId),
  );
  const waits = entry && heldUpOf(entry);
  if (!waits) return undefined;
  const { operation, mayBeDone } = entry;
  return { ...waits, operation: operationNames[operation], mayBeDone };
}

function isWith({ step, oldKeyId, newKeyId, stillAlive }: Pending, keyId: string): boolean {
  if (step === 'retiring' || step === 'lent') return false;
  return oldKeyId === keyId || newKeyId === keyId || stillAlive.includes(keyId);
}
