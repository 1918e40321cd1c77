import type { WaitsFor } from '../model/events.ts';
import { isGone, type Window } from '../model/window.ts';
import type { Entry } from './entry.ts';

/** An entry this window holds the lease of. `entry` is replaced by each change that is written. */
export interface Lease {
  entry: Entry;
  readonly generation: number;
  /** Why the file is older than `entry`: the disk refused. The operation goes on without it. */
  behind: string | undefined;
  /** Lines of the file. */
  lines: number;
}

/** Another window took the entry over; nothing more may be done with it here. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Without a renewal for so long, a lease is over. */
export const leaseMs = 60_000;
const dayMs = 86_400_000;

/** The entry as this window's own for the next minute. */
export function leased(entry: Entry, window: Window, now: Date): Entry {
  const until = new Date(now.getTime() + leaseMs).toISOString();
  return { ...entry, lease: { window, until } };
}

/** The entry as one that waits; since when is kept while what it waits for stays the same. */
export function waitingFor(entry: Entry, waits: WaitsFor | null, now: Date): Entry {
  if (waits === null || entry.waited?.for === waits) return { ...entry, waits };
  return { ...entry, waits, waited: { for: waits, since: now.toISOString() } };
}

/** Whether a window may take an entry over, which another one may have left in any way. */
export function isFree(
  { id, lease, waits }: Entry,
  by: {
    readonly window: Window;
    /** Whether the window works on the entry of this id already. */
    readonly holds: (id: string) => boolean;
    readonly now: Date;
  },
): boolean {
  if (lease === null) return true;
  if (lease.window.id === by.window.id) return !by.holds(id);
  // Parked: a machine that slept renewed no lease, and its window is there all the same. Not for
  // ever: its process id may be another program's by now.
  const isParked = waits !== null && lease.window.host === by.window.host;
  const until = Date.parse(lease.until) + (isParked ? dayMs : 0);
  return until <= by.now.getTime() || isGone(lease.window);
}
