import { drive, type Stop } from '../drive/drive.ts';
import type { Entry } from '../journal/entry.ts';
import { pendingOf, type Pending } from '../steps/pending.ts';
import { tellOnce } from '../notices/tellOnce.ts';
import { resume } from '../drive/resume.ts';
import type { LifecycleContext } from '../context.ts';
import { sweepTombstones } from './sweep.ts';
import { tellStop, tellWaiting } from '../drive/tellStop.ts';
import type { Tries } from '../drive/tries.ts';
import { endsKeys, hasEndedOtherwise, isOutOfReach, isWorthTrying } from './worthTrying.ts';

/** What a recovery left: everything that is still in the journal, and why. */
export interface Recovery {
  readonly settled: number;
  readonly waiting: readonly Pending[];
}

export interface RecoverOptions {
  readonly signal?: AbortSignal;
  /** Told of each try. */
  readonly tries?: Pick<Tries, 'began' | 'heldBack'>;
  /** Which entries are tried; all of them where it is not given. */
  readonly only?: (entry: Entry) => boolean;
}

/**
 * Resumes what a crash, a lost answer or a failing vault left half done, ends old keys that are due,
 * and looks for keys that lost requests made late. Runs at activation, on command and when
 * something is due. What ends keys comes first, then the oldest. A connection that cannot be reached
 * is left alone after its first entry, and nothing holds up the others. @throws AggregateError at the end, for what was a bug
 */
export async function recover(
  lifecycle: LifecycleContext,
  options: RecoverOptions = {},
): Promise<Recovery> {
  const { signal, only = () => true } = options;
  await lifecycle.journal.tidy();
  const { entries, unreadable } = await lifecycle.journal.find();
  await tellOnce(lifecycle.ports, unreadable, (news) => {
    for (const operationId of news)
      lifecycle.ports.notify({ kind: 'unreadable-entry', operationId });
  });
  const inOrder = entries
    .filter(only)
    .toSorted(
      (a, b) =>
        Number(endsKeys(b)) - Number(endsKeys(a)) ||
        Date.parse(a.startedAt) - Date.parse(b.startedAt),
    );
  const connections = Map.groupBy(inOrder, ({ connectionId }) => connectionId);
  const bugs: unknown[] = [];
  const settled = await Promise.all(
    [...connections.values()].map((ofOne) => recoverConnection(lifecycle, ofOne, bugs, options)),
  );
  if (!signal?.aborted) await sweepTombstones(lifecycle);
  if (bugs.length > 0) throw new AggregateError(bugs, 'Some operations could not be recovered.');
  const left = await lifecycle.journal.find();
  return {
    settled: settled.reduce((sum, count) => sum + count, 0),
    waiting: left.entries.map(pendingOf),
  };
}

async function recoverConnection(
  lifecycle: LifecycleContext,
  entries: readonly Entry[],
  bugs: unknown[],
  { signal, tries, only }: RecoverOptions,
): Promise<number> {
  // What is due by itself is tried at its time; whoever asks for all is not to wait for it in vain.
  const isAsked = only === undefined;
  let settled = 0;
  for (const entry of entries) {
    if (signal?.aborted) break;
    // Also what is left alone now: looked at in vain it is not to be looked at without a pause.
    tries?.began(entry.id);
    try {
      const isDue = isWorthTrying(entry, lifecycle);
      if (!isDue && !(isAsked && (await hasEndedOtherwise(entry, lifecycle)))) continue;
      const became = await recoverEntry(lifecycle, entry, tries);
      if (became === 'settled') settled++;
      if (became === 'unreachable') break;
    } catch (error) {
      bugs.push(error);
    }
  }
  return settled;
}

async function recoverEntry(
  lifecycle: LifecycleContext,
  entry: Entry,
  tries: RecoverOptions['tries'],
): Promise<'settled' | 'left' | 'unreachable'> {
  const run = await resume(lifecycle, entry);
  if (!('kind' in run)) {
    run.isUnasked = true;
    const stop = await drive(run);
    tellStop(lifecycle, stop);
    if (stop.kind === 'settled') return 'settled';
    const pauseMs = unaskedFor(stop);
    if (pauseMs !== undefined) tries?.heldBack(entry.id, pauseMs);
    return stop.kind === 'waiting' && isOutOfReach(stop.error) ? 'unreachable' : 'left';
  }
  switch (run.kind) {
    case 'not-connected':
      tellWaiting(lifecycle, entry, 'connection');
      return 'unreachable';
    case 'journal-unwritable':
      tellWaiting(lifecycle, entry, 'disk');
      return 'left';
    default:
      // Another window recovers at the same time.
      return 'left';
  }
}

/** The milliseconds for which reads are held back after one that reached nobody. */
function unaskedFor(stop: Stop): number | undefined {
  if (stop.kind !== 'waiting' || stop.error?.kind !== 'circuit-open') return undefined;
  return (stop.error.retryAfterSeconds ?? 0) * 1000;
}
