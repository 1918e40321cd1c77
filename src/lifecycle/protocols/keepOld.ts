import { isDiskError } from '../storage/disk.ts';
import { findEntry } from '../drive/resume.ts';
import type { NotStarted } from '../drive/outcome.ts';
import { record } from '../ledger/note.ts';
import type { Room } from '../room.ts';

/** Whose planned end is called off. */
export interface KeepRequest {
  readonly connectionId: string;
  /** The old key of an overlap. */
  readonly keyId: string;
}

/**
 * Calls the planned end of an old key off: it works until the person says otherwise (`retire`), or its
 * own expiry. Nothing is asked of the control plane, so this also works while it cannot be reached.
 */
export async function keepOldKey(
  room: Room,
  { connectionId, keyId }: KeepRequest,
): Promise<{ readonly kind: 'staying' } | NotStarted> {
  const entry = await findEntry(
    room,
    ({ connectionId: of, operation, step, old }) =>
      of === connectionId && operation === 'overlap' && step === 'retiring' && old?.keyId === keyId,
  );
  if (!entry) return { kind: 'nothing-to-do' };
  const { id, operation, workspaceId, old } = entry;
  try {
    const held = await room.journal.claim(id);
    if (!held) return { kind: 'busy', operation, operationId: id };
    // Meanwhile another window may have ended the key.
    if (held.entry.step !== 'retiring') {
      await room.journal.release(held, held.entry.waits);
      return { kind: 'nothing-to-do' };
    }
    await room.journal.advance(held, { retirement: null, grace: null });
    await room.journal.release(held, 'grace');
  } catch (error) {
    if (isDiskError(error)) return { kind: 'journal-unwritable', reason: error.message };
    throw error;
  }
  await record(room, {
    kind: 'keep-old',
    connectionId,
    workspaceId,
    keyId,
    keyPrefix: old?.keyPrefix ?? null,
    operationId: id,
  });
  return { kind: 'staying' };
}
