import { conclude } from './conclude.ts';
import type { Entry } from '../journal/entry.ts';
import type { Outcome } from './outcome.ts';
import { findEntry, resume } from './resume.ts';
import type { LifecycleContext } from '../context.ts';
import { areUntouched, closing } from '../journal/closing.ts';
import type { OperationOptions } from './start.ts';

/**
 * Ends what an operation made, as far as that leaves everything as it was: `cancelled`, and then a
 * fact when it is done. `nothing-to-do` once placements may hold the new value: revoke a key then.
 */
export async function giveUp(
  lifecycle: LifecycleContext,
  operationId: string,
  { progress }: OperationOptions = {},
): Promise<Outcome> {
  const entry = await findEntry(lifecycle, ({ id }) => id === operationId);
  if (!entry || !canBeGivenUp(entry)) return { kind: 'nothing-to-do' };
  const run = await resume(lifecycle, entry);
  if ('kind' in run) return run;
  const { issued } = run.lease.entry;
  await lifecycle.journal.advance(
    run.lease,
    closing(run.lease.entry, issued ? 'named' : 'closing', 'given-up', issued),
  );
  return conclude(run, progress);
}

function canBeGivenUp({ operation, step, places }: Entry): boolean {
  switch (operation) {
    case 'issue':
      // The person was told that it is kept, and may be using it.
      return step !== 'copied';
    case 'rotate':
      return step === 'asked' || step === 'answered';
    case 'overlap':
      return (
        areUntouched(places) && ['asked', 'answered', 'kept', 'copied', 'proven'].includes(step)
      );
    case 'revoke':
    case 'lend':
    case 'panic':
    case 'close':
      return false;
  }
}
