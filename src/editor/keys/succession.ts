import type { LifecycleEvent } from '../../lifecycle/model/events.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';
import type { KeyNotes } from './keyNotes.ts';

/**
 * Which key took the place of which, so that its name and rotation window go over, also where no
 * command waited for the end of the rotation. `undefined` where nothing was replaced.
 */
export function successionOf(
  fact: LifecycleEvent,
): readonly [from: string, to: string] | undefined {
  switch (fact.kind) {
    case 'finished':
      return fact.replaces !== undefined && fact.keyId !== undefined && fact.replaces !== fact.keyId
        ? [fact.replaces, fact.keyId]
        : undefined;
    case 'lost-and-replaced':
      return [fact.lostKeyId, fact.keyId];
    case 'retired':
      return [fact.keyId, fact.replacementId];
    default:
      return undefined;
  }
}

/** The same for overlaps that are under way: their new key is in use already. */
export async function carryPendingNotes(
  pending: readonly Pending[],
  keyNotes: KeyNotes,
): Promise<void> {
  for (const { operation, oldKeyId, newKeyId } of pending) {
    if (operation === 'overlap' && oldKeyId && newKeyId) await keyNotes.carry(oldKeyId, newKeyId);
  }
}
