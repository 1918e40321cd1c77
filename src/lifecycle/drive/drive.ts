import { randomUUID } from 'node:crypto';
import { ApiError } from '../../client/apiError.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { closing } from '../journal/closing.ts';
import { isDiskError } from '../storage/disk.ts';
import type { Entry } from '../journal/entry.ts';
import type { WaitsFor } from './facts.ts';
import { handlerOf } from './handlers.ts';
import { LeaseLostError } from '../journal/journal.ts';
import type { Progress } from '../protocols/protocols.ts';
import type { Ending, Run, Turn } from './run.ts';
import { waitAfter } from '../steps/endKey.ts';
import { VaultError } from '../storage/strongbox.ts';

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
  let stopRenewing = journal.keepAlive(run.held);
  try {
    for (;;) {
      const { entry } = run.held;
      if (until?.(entry)) return { kind: 'reached', entry };
      if (isToBePaused(run)) return await waitFor(run, { kind: 'wait', for: 'paused' }, asks);
      const turn = await takeTurn(run);
      switch (turn.kind) {
        case 'advance':
          await advance(run, { ...turn.changes, step: turn.to });
          break;
        case 'close':
          await advance(run, closing(entry, turn.step, turn.because, turn.issued));
          break;
        case 'replace':
          stopRenewing();
          await replace(run, turn);
          stopRenewing = journal.keepAlive(run.held);
          break;
        case 'wait':
          return await waitFor(run, turn, asks);
        case 'end':
          await settle(run, turn.ending);
          progress?.('settled');
          return { kind: 'settled', entry: run.held.entry, ending: turn.ending };
      }
      progress?.(run.held.entry.step);
    }
  } catch (error) {
    if (error instanceof LeaseLostError) return { kind: 'taken-over', entry: run.held.entry };
    if (isDiskError(error)) return await waitFor(run, { kind: 'wait', for: 'disk' }, asks);
    await journal.release(run.held, null).catch(unlessLost);
    throw error;
  } finally {
    stopRenewing();
  }
}

function unlessLost(error: unknown): void {
  if (!(error instanceof LeaseLostError)) throw error;
}

/** Failures of the vault and of the connection are states to wait in, wherever in a step they happen. */
async function takeTurn(run: Run): Promise<Turn> {
  const { operation, step } = run.held.entry;
  try {
    return await handlerOf(operation, step)(run);
  } catch (error) {
    if (error instanceof ApiError) return waitAfter(error);
    if (error instanceof VaultError) return { kind: 'wait', for: 'vault' };
    if (error instanceof UserFacingError) return { kind: 'wait', for: 'connection' };
    throw error;
  }
}

async function advance({ lifecycle, held, unclear }: Run, changes: Partial<Entry>): Promise<void> {
  await lifecycle.journal.advance(held, { ...changes, unclear: held.entry.unclear || unclear });
  if (held.behind !== undefined) {
    const { id } = held.entry;
    lifecycle.ports.notify({ kind: 'journal-behind', operationId: id, reason: held.behind });
  }
}

async function waitFor(run: Run, turn: Turn & { kind: 'wait' }, asks: boolean): Promise<Stop> {
  const { held, lifecycle } = run;
  const { copy, operation, step, issued } = held.entry;
  // It is a copy in the tree from now on: whoever waits may take it anywhere.
  const isShown = copy !== 'none' && (step === 'kept' || step === 'proven');
  const changes = { ...turn.changes, ...(isShown ? { isShown } : {}) };
  if (Object.keys(changes).length > 0) await advance(run, changes);
  const secret = copy !== 'none' || operation === 'close' ? undefined : run.secret;
  const isAsked = asks && secret && issued && (turn.for === 'vault' || turn.for === 'disk');
  await (isAsked
    ? lifecycle.journal.park(held, turn.for)
    : lifecycle.journal.release(held, turn.for));
  return { kind: 'waiting', entry: held.entry, for: turn.for, error: turn.error, secret };
}

async function settle({ lifecycle, held, unclear }: Run, ending: Ending): Promise<void> {
  const { entry } = held;
  try {
    // Also after plain success: whoever stands between here and the server may have sent it twice.
    const isSureOfNone = ending.kind === 'refused' || ending.kind === 'not-sent';
    if (makesKey(entry) && !(isSureOfNone && !unclear && !entry.unclear)) {
      await lifecycle.tombstones.put(entry);
    }
    await lifecycle.journal.settle(held);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    // It will be found again, and every step can be done twice.
    lifecycle.ports.notify({
      kind: 'journal-behind',
      operationId: entry.id,
      reason: error.message,
    });
    await lifecycle.journal.release(held, 'disk');
  }
}

function makesKey({ request }: Entry): boolean {
  return request.kind === 'create' || request.kind === 'rotate';
}

/** An overlap can be stopped between its steps as long as no placement was touched. */
function isToBePaused({ held, signal }: Run): boolean {
  const { operation, step } = held.entry;
  return (
    signal?.aborted === true && operation === 'overlap' && (step === 'kept' || step === 'proven')
  );
}

/** The new entry is on the disk before the old one goes; recovery knows the one from the other. */
async function replace(run: Run, { lost, request }: Turn & { kind: 'replace' }): Promise<void> {
  const { lifecycle, held } = run;
  const { ports, journal } = lifecycle;
  const before = held.entry;
  const successor = await journal.begin({
    ...before,
    id: randomUUID(),
    step: 'asked',
    startedAt: ports.clock.now().toISOString(),
    request,
    expected: {
      ...before.expected,
      expiresAt: 'body' in request ? request.body.expires_at : null,
    },
    issued: null,
    sealed: null,
    copy: 'none',
    places: before.places.map(({ place }) => ({ place, state: 'pending' })),
    lost: [...before.lost, lost],
    unclear: false,
  });
  const ending: Ending = { kind: 'superseded', keyId: lost.keyId };
  await settle({ ...run, held: { ...held, entry: { ...before, issued: lost } } }, ending);
  run.held = successor;
  run.secret = undefined;
  run.unclear = false;
}
