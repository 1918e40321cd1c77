import { drive } from './drive.ts';
import type { Entry } from './entry.ts';
import { pendingOf, type Pending } from './pending.ts';
import { resume } from './resume.ts';
import type { Room } from './room.ts';
import { sweepTombstones } from './sweep.ts';
import { tellStop } from './tellStop.ts';

/** What a recovery left: everything that is still in the journal, and why. */
export interface Recovery {
  readonly settled: number;
  readonly waiting: readonly Pending[];
}

/**
 * Resumes what a crash, a lost answer or a failing vault left half done, ends old keys that are due,
 * and looks for keys that lost requests made late. Runs at activation, on command and when
 * something is due. A connection that does not answer is left alone after its first entry.
 */
export async function recover(room: Room, signal?: AbortSignal): Promise<Recovery> {
  await room.journal.tidy();
  const { entries, unreadable } = await room.journal.find();
  for (const operationId of unreadable) {
    room.ports.notify({ kind: 'unreadable-entry', operationId });
  }
  const connections = Map.groupBy(entries, ({ connectionId }) => connectionId);
  const settled = await Promise.all(
    [...connections.values()].map((ofOne) => recoverConnection(room, ofOne, signal)),
  );
  if (!signal?.aborted) await sweepTombstones(room);
  const left = await room.journal.find();
  return {
    settled: settled.reduce((sum, count) => sum + count, 0),
    waiting: left.entries.map(pendingOf),
  };
}

async function recoverConnection(
  room: Room,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<number> {
  let settled = 0;
  for (const entry of entries.toSorted(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt),
  )) {
    if (signal?.aborted) break;
    if (!isWorthTrying(entry, room.ports.clock.now())) continue;
    const run = await resume(room, entry);
    if ('kind' in run) {
      if (run.kind === 'not-connected') {
        const { operation, id, issued, old } = entry;
        const keyId = issued?.keyId ?? old?.keyId;
        room.ports.notify({
          kind: 'waiting',
          operation,
          operationId: id,
          keyId,
          for: 'connection',
        });
        break;
      }
      continue;
    }
    const stop = await drive(run);
    tellStop(room, stop);
    if (stop.kind === 'settled') settled++;
    if (stop.kind === 'waiting' && stop.for === 'server') break;
  }
  return settled;
}

function isWorthTrying({ waits, retirement }: Entry, now: Date): boolean {
  switch (waits) {
    case 'paused':
    case 'grace':
      return false;
    case 'due':
      return retirement?.dueAt == null || Date.parse(retirement.dueAt) <= now.getTime();
    default:
      return true;
  }
}
