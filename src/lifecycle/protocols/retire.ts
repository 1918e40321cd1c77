import { conclude } from '../drive/conclude.ts';
import type { Grace } from '../journal/entry.ts';
import type { Outcome } from '../drive/outcome.ts';
import { findEntry, resume } from '../drive/resume.ts';
import type { LifecycleContext } from '../context.ts';
import type { OperationOptions } from '../drive/start.ts';
import { retirementFor } from '../steps/retire.ts';

export interface RetireRequest {
  readonly connectionId: string;
  /** The old key of an overlap. */
  readonly keyId: string;
  /** Counted from now. */
  readonly grace: Grace;
}

/**
 * Says when the old key of an overlap ends, also instead of an earlier choice: `overlapping` with
 * the new moment, or `retired`. Moments that come later are acted on by `recover`.
 */
export async function retire(
  lifecycle: LifecycleContext,
  { connectionId, keyId, grace }: RetireRequest,
  { signal, progress }: OperationOptions = {},
): Promise<Outcome> {
  const entry = await findEntry(
    lifecycle,
    ({ connectionId: of, operation, step, old }) =>
      of === connectionId && operation === 'overlap' && step === 'retiring' && old?.keyId === keyId,
  );
  if (!entry) return { kind: 'nothing-to-do' };
  const run = await resume(lifecycle, entry, { signal });
  if ('kind' in run) return run;
  const retirement = retirementFor(
    run.lease.entry,
    grace,
    lifecycle.ports.serverTime(connectionId),
  );
  await lifecycle.journal.advance(run.lease, { retirement, grace });
  return conclude(run, progress);
}
