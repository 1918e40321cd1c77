import type { Secret } from '../../domain/secrets/secret.ts';
import { conclude } from '../drive/conclude.ts';
import type { Entry } from '../journal/entry.ts';
import { pendingOf } from '../steps/pending.ts';
import type { LastUse } from '../ledger/ledger.ts';
import { record } from '../steps/ledgerNote.ts';
import type { NotKept, Outcome } from '../drive/outcome.ts';
import { findEntry, resume } from '../drive/resume.ts';
import type { LifecycleContext } from '../context.ts';
import { isDiskError } from '../model/stateDisk.ts';
import type { Run } from '../steps/run.ts';
import { nameOf } from '../copies/placeNames.ts';
import { decidePlace, type PlaceDecision } from '../steps/decidePlace.ts';
import { openOf, openPlaces, type OpenPlace } from '../steps/openPlaces.ts';
import { isOpen } from '../steps/rewritePlaces.ts';
import { isMissing } from '../steps/secondCopies.ts';
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
  /** None of the places that the old key waits for is waited for any more. */
  | { readonly kind: 'leave-places'; readonly lastUse?: LastUse }
  /** What the person says of one of them, by its name (`nameOf`). */
  | {
      readonly kind: 'place';
      readonly place: string;
      readonly how: PlaceDecision;
      /** What the person saw beside the question. */
      readonly lastUse?: LastUse;
    };

/** Goes on with a waiting operation as the person decided. */
export async function resolve(
  lifecycle: LifecycleContext,
  operationId: string,
  decision: Decision,
  { signal, progress }: OperationOptions = {},
): Promise<Outcome> {
  const entry = await findEntry(lifecycle, ({ id }) => id === operationId);
  if (!entry || !isPossible(entry, decision)) return { kind: 'nothing-to-do' };
  const secret = 'secret' in decision ? decision.secret : undefined;
  const run = await resume(lifecycle, entry, { signal, ...(secret ? { secret } : {}) });
  if ('kind' in run) return run;
  const changes = await decide(run, decision);
  if (changes) await lifecycle.journal.advance(run.lease, changes);
  return conclude(run, progress);
}

/**
 * Left for later where a secret could not be kept: any window may go on with it, by recovery. Where
 * the disk refuses even that, they may when this window is gone.
 */
export async function leaveForLater(
  { journal }: LifecycleContext,
  { operationId, for: waits }: Pick<NotKept, 'operationId' | 'for'>,
): Promise<void> {
  try {
    const lease = await journal.claim(operationId);
    if (lease) await journal.release(lease, waits);
  } catch (error) {
    if (!isDiskError(error)) throw error;
  }
}

function isPossible({ operation, step, secondCopies }: Entry, decision: Decision): boolean {
  switch (decision.kind) {
    case 'try-again':
      return true;
    case 'placed-elsewhere':
      return step === 'answered';
    case 'leave-places':
    case 'place':
      return (
        (operation === 'overlap' && (step === 'proven' || step === 'retiring')) ||
        secondCopies?.some(isMissing) === true
      );
  }
}

/** An overlap waits for all its places; of what else waits the second copies alone are left to be decided about. */
async function leftOpen({ lifecycle, lease }: Run): Promise<readonly OpenPlace[]> {
  const { operation, secondCopies = [] } = lease.entry;
  return operation === 'overlap'
    ? openPlaces(lifecycle, pendingOf(lease.entry))
    : openOf(secondCopies);
}

async function decide(run: Run, decision: Decision): Promise<Partial<Entry> | undefined> {
  const { lifecycle, lease } = run;
  const { connectionId, workspaceId, id, issued, places, secondCopies, step } = lease.entry;
  switch (decision.kind) {
    case 'try-again':
      return undefined;
    case 'placed-elsewhere':
      await record(lifecycle, {
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
      for (const { place } of await leftOpen(run)) {
        const isNamed = [...places, ...(secondCopies ?? [])].some(
          (placed) => isOpen(placed) && nameOf(placed.place) === nameOf(place),
        );
        if (isNamed || step === 'retiring')
          await decidePlace(run, place, 'end-anyway', decision.lastUse);
      }
      return undefined;
    case 'place': {
      const open = await openPlaces(lifecycle, pendingOf(lease.entry));
      const chosen = open.find(({ place }) => nameOf(place) === decision.place);
      // Nobody is asked whether to overwrite what nobody has changed.
      const isAsked = decision.how !== 'overwrite' || chosen?.because === 'changed-meanwhile';
      if (chosen && isAsked) await decidePlace(run, chosen.place, decision.how, decision.lastUse);
      return undefined;
    }
  }
}
