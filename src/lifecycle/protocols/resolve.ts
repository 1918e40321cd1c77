import type { Secret } from '../../domain/secrets/secret.ts';
import { conclude } from '../drive/conclude.ts';
import type { Entry } from '../journal/entry.ts';
import { record } from '../ledger/note.ts';
import type { NotKept, Outcome } from '../drive/outcome.ts';
import { findEntry, resume } from '../drive/resume.ts';
import type { Room } from '../room.ts';
import { isDiskError } from '../storage/disk.ts';
import type { Run } from '../drive/run.ts';
import type { OperationOptions } from '../drive/start.ts';

/** What a person decides about an operation that waits. */
export type Decision =
  /** Do the step again that could not be done. */
  | { readonly kind: 'try-again'; readonly secret?: Secret }
  /** The secret of `not-kept` is in a file or with the person: go on without a local copy. */
  | {
      readonly kind: 'placed-elsewhere';
      readonly secret: Secret;
      readonly how: 'env-write' | 'copy';
    }
  /** Placements that could not be rewritten stay as they are, marked stale. */
  | { readonly kind: 'leave-places' };

/** Goes on with a waiting operation as the person decided. */
export async function resolve(
  room: Room,
  operationId: string,
  decision: Decision,
  { signal, progress }: OperationOptions = {},
): Promise<Outcome> {
  const entry = await findEntry(room, ({ id }) => id === operationId);
  if (!entry || !isPossible(entry, decision)) return { kind: 'nothing-to-do' };
  const secret = 'secret' in decision ? decision.secret : undefined;
  const run = await resume(room, entry, { signal, ...(secret ? { secret } : {}) });
  if ('kind' in run) return run;
  const changes = await decide(run, decision);
  if (changes) await room.journal.advance(run.held, changes);
  return conclude(run, progress);
}

/**
 * Left for later where a secret could not be kept: any window may go on with it, by recovery. Where
 * the disk refuses even that, they may when this window is gone.
 */
export async function leaveForLater(
  { journal }: Room,
  { operationId, for: waits }: Pick<NotKept, 'operationId' | 'for'>,
): Promise<void> {
  try {
    const held = await journal.claim(operationId);
    if (held) await journal.release(held, waits);
  } catch (error) {
    if (!isDiskError(error)) throw error;
  }
}

function isPossible({ operation, step }: Entry, decision: Decision): boolean {
  switch (decision.kind) {
    case 'try-again':
      return true;
    case 'placed-elsewhere':
      return step === 'answered';
    case 'leave-places':
      return operation === 'overlap' && step === 'proven';
  }
}

async function decide(
  { room, held }: Run,
  decision: Decision,
): Promise<Partial<Entry> | undefined> {
  const { connectionId, workspaceId, id, issued, places } = held.entry;
  switch (decision.kind) {
    case 'try-again':
      return undefined;
    case 'placed-elsewhere':
      await record(room, {
        kind: decision.how,
        connectionId,
        workspaceId,
        keyId: issued?.keyId ?? null,
        keyPrefix: issued?.keyPrefix ?? null,
        operationId: id,
        detail: null,
      });
      return { step: 'kept', copy: 'elsewhere' };
    case 'leave-places':
      for (const known of places) {
        if (known.state === 'refused') await room.placements.markStale(known.place);
      }
      return { step: 'placed' };
  }
}
