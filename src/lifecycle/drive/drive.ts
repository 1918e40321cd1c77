import { ApiError } from '../../client/apiError.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { closing } from '../journal/closing.ts';
import { isDiskError } from '../model/stateDisk.ts';
import type { Entry } from '../journal/entry.ts';
import type { WaitsFor } from '../model/events.ts';
import { handlerOf } from './handlers.ts';
import { LeaseLostError } from '../journal/lease.ts';
import type { OpenStep, Progress } from '../model/operations.ts';
import type { Ending, Run, StepResult } from '../steps/run.ts';
import { replaceEntry, settleEntry } from './entryEnds.ts';
import { waitAfter } from '../steps/endKey.ts';
import { VaultError } from '../storage/checkedVault.ts';

/** Where driving an entry came to a halt. */
export type Stop =
  /** Where the caller wanted to look at it; the lease is still ours, and the run can go on. */
  | { readonly kind: 'reached'; readonly entry: Entry }
  | { readonly kind: 'settled'; readonly entry: Entry; readonly ending: Ending }
  | {
      readonly kind: 'waiting';
      readonly entry: Entry;
      readonly for: WaitsFor;
      readonly error: ApiError | undefined;
      /** Present when it is not kept yet and this process still has it. */
      readonly secret: Secret | undefined;
    }
  /** Another window goes on with it. */
  | { readonly kind: 'taken-over'; readonly entry: Entry };

export interface DriveOptions {
  readonly until?: (entry: Entry) => boolean;
  /** The caller asks the person where a secret goes that could not be kept; nobody else meanwhile. */
  readonly asks?: boolean;
  readonly progress?: Progress | undefined;
}

/**
 * Does the work of one step after the other until the operation is settled, has to wait, or is
 * where the caller wants it. A bug is thrown; the entry is then let go for a later recovery.
 */
export async function drive(
  run: Run,
  { until, asks = false, progress }: DriveOptions = {},
): Promise<Stop> {
  const { journal } = run.lifecycle;
  run.progress = progress;
  let stopRenewing = journal.keepAlive(run.lease);
  try {
    for (;;) {
      const { entry } = run.lease;
      if (until?.(entry)) return { kind: 'reached', entry };
      if (isToBePaused(run)) return await waitFor(run, { kind: 'wait', for: 'paused' }, asks);
      const result = await runStep(run);
      switch (result.kind) {
        case 'advance':
          await advance(run, { ...result.changes, step: result.to });
          break;
        case 'close':
          await advance(run, closing(entry, result.step, result.because, result.issued));
          break;
        case 'replace':
          stopRenewing();
          await replaceEntry(run, result);
          stopRenewing = journal.keepAlive(run.lease);
          break;
        case 'wait':
          return await waitFor(run, result, asks);
        case 'end':
          await settleEntry(run, result.ending);
          progress?.('settled');
          return { kind: 'settled', entry: run.lease.entry, ending: result.ending };
      }
      progress?.(run.lease.entry.step);
    }
  } catch (error) {
    if (error instanceof LeaseLostError) return { kind: 'taken-over', entry: run.lease.entry };
    if (isDiskError(error)) return await waitFor(run, { kind: 'wait', for: 'disk' }, asks);
    await journal.release(run.lease, null).catch(unlessLost);
    throw error;
  } finally {
    stopRenewing();
  }
}

function unlessLost(error: unknown): void {
  if (!(error instanceof LeaseLostError)) throw error;
}

/** Failures of the vault and of the connection are states to wait in, wherever in a step they happen. */
async function runStep(run: Run): Promise<StepResult> {
  const { operation, step } = run.lease.entry;
  try {
    return await handlerOf(operation, step)(run);
  } catch (error) {
    if (error instanceof ApiError) return waitAfter(error);
    if (error instanceof VaultError) return { kind: 'wait', for: 'vault' };
    if (error instanceof UserFacingError) return { kind: 'wait', for: 'connection' };
    throw error;
  }
}

async function advance({ lifecycle, lease, unclear }: Run, changes: Partial<Entry>): Promise<void> {
  await lifecycle.journal.advance(lease, { ...changes, unclear: lease.entry.unclear || unclear });
  if (lease.behind !== undefined) {
    const { id } = lease.entry;
    lifecycle.ports.notify({ kind: 'journal-behind', operationId: id, reason: lease.behind });
  }
}

async function waitFor(
  run: Run,
  result: StepResult & { kind: 'wait' },
  asks: boolean,
): Promise<Stop> {
  const { lease, lifecycle } = run;
  const { copy, operation, step, issued } = lease.entry;
  // It is a copy in the tree from now on: whoever waits may take it anywhere.
  const isShown = copy !== 'none' && hasNewKeyOnly(step);
  const changes = { ...result.changes, ...(isShown ? { isShown } : {}) };
  if (Object.keys(changes).length > 0) await advance(run, changes);
  const secret = copy !== 'none' || operation === 'close' ? undefined : run.secret;
  const isAsked = asks && secret && issued && (result.for === 'vault' || result.for === 'disk');
  await (isAsked
    ? lifecycle.journal.park(lease, result.for)
    : lifecycle.journal.release(lease, result.for));
  return { kind: 'waiting', entry: lease.entry, for: result.for, error: result.error, secret };
}

/** An overlap can be stopped between its steps as long as no placement was touched. */
function isToBePaused({ lease, signal }: Run): boolean {
  const { operation, step } = lease.entry;
  return signal?.aborted === true && operation === 'overlap' && hasNewKeyOnly(step);
}

/** The new secret is kept, and nothing else has changed. */
function hasNewKeyOnly(step: OpenStep): boolean {
  return step === 'kept' || step === 'copied' || step === 'proven';
}
