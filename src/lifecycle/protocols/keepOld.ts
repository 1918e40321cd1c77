import { isDiskError } from '../model/stateDisk.ts';
import { findEntry } from '../drive/resume.ts';
import type { NotStarted } from '../drive/outcome.ts';
import { record } from '../steps/ledgerNote.ts';
import type { LifecycleContext } from '../context.ts';

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
  lifecycle: LifecycleContext,
  { connectionId, keyId }: KeepRequest,
): Promise<{ readonly kind: 'staying' } | NotStarted> {
  const entry = await findEntry(
    lifecycle,
    ({ connectionId: of, operation, step, old }) =>
      of === connectionId && operation === 'overlap' && step === 'retiring' && old?.keyId === keyId,
  );
  if (!entry) return { kind: 'nothing-to-do' };
  const { id, operation, workspaceId, old } = entry;
  try {
    const lease = await lifecycle.journal.claim(id);
    if (!lease) return { kind: 'busy', operation, operationId: id };
    // Meanwhile another window may have ended the key.
    if (lease.entry.step !== 'retiring') {
      await lifecycle.journal.release(lease, lease.entry.waits);
      return { kind: 'nothing-to-do' };
    }
    await lifecycle.journal.advance(lease, { retirement: null, grace: null });
    await lifecycle.journal.release(lease, 'grace');
  } catch (error) {
    if (isDiskError(error)) return { kind: 'journal-unwritable', reason: error.message };
    throw error;
  }
  await record(lifecycle, {
    kind: 'keep-old',
    connectionId,
    workspaceId,
    keyId,
    keyPrefix: old?.keyPrefix ?? null,
    operationId: id,
  });
  return { kind: 'staying' };
}
