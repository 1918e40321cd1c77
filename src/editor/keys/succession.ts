import type { LifecycleEvent } from '../../lifecycle/model/events.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';
import type { KeyNotes } from './keyNotes.ts';

/**
 * Which key took the place of which, so that its name and rotation window go over, also where no
 * command waited for the end of the rotation. `undefined` where nothing was replaced.
 */
export function successionOf(
  event: LifecycleEvent,
): readonly [from: string, to: string] | undefined {
  switch (event.kind) {
    case 'finished':
      return event.replaces !== undefined &&
        event.keyId !== undefined &&
        event.replaces !== event.keyId
        ? [event.replaces, event.keyId]
        : undefined;
    case 'lost-and-replaced':
      return [event.lostKeyId, event.keyId];
    case 'retired':
      return [event.keyId, event.replacementId];
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
