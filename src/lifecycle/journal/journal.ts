import { isDiskError } from '../model/stateDisk.ts';
import {
  appendDurably,
  createDurably,
  replaceDurably,
  removeTemporaries,
} from '../storage/durable.ts';
import type { Entry } from './entry.ts';
import type { Delivery } from './placed.ts';
import type { WaitsFor } from '../model/events.ts';
import { createJournalFolder } from './journalFolder.ts';
import type { Ports } from '../model/ports.ts';
import { isGone } from '../model/window.ts';

/** An entry this window holds the lease of. `entry` is replaced by each `advance`. */
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

export interface Found {
  readonly entries: readonly Entry[];
  /** Ids of files that hold no entry this version can read; left as they are. */
  readonly unreadable: readonly string[];
}

/**
 * The operations under way, one file each, of which the last whole line is what they have come to. Taking an entry over makes the next generation of its
 * file, which only one window can make; an older generation is not read any more, so a window that
 * lost its lease while it slept can no longer change the entry. Throws what the disk throws, except
 * where an operation can go on without its journal.
 */
export interface Journal {
  begin(entry: Entry): Promise<Lease>;
  find(): Promise<Found>;
  /** `undefined` when it is settled, or another window works on it. */
  claim(id: string): Promise<Lease | undefined>;
  /** Every arrow of every protocol goes through here. @throws LeaseLostError, nothing of the disk */
  advance(lease: Lease, changes: Partial<Entry>): Promise<void>;
  /** What became of one of its places: a line of that place alone. @throws like `advance` */
  deliver(lease: Lease, delivery: Delivery): Promise<void>;
  /** Keeps the lease alive until the returned function is called; stops by itself when it is lost. */
  keepAlive(lease: Lease): () => void;
  /** Lets go of an entry that has to wait; `null` when it was only interrupted. */
  release(lease: Lease, waits: WaitsFor | null): Promise<void>;
  /**
   * Lets go of an entry that waits for this very window, or for the person in front of it: the lease
   * is kept alive until the entry is claimed, by this window at any time, by another one only when
   * this one is gone.
   */
  park(lease: Lease, waits: WaitsFor): Promise<void>;
  settle(lease: Lease): Promise<void>;
  /** Removes what is no longer needed: half-written files, marks of settled entries after 24 h. */
  tidy(): Promise<void>;
}

const leaseMs = 60_000;
/** An entry that waits for hours gets a line with each renewal of its lease; then it starts anew. */
const mostLines = 64;
const dayMs = 86_400_000;

export function openJournal({ disk, window, clock, folder: root }: Ports): Journal {
  const folder = createJournalFolder(disk, root);
  /** What this window works on, by generation: its own leases keep it from nothing else. */
  const holding = new Map<string, number>();
  const parked = new Map<string, () => void>();

  const leased = (entry: Entry): Entry => {
    const until = new Date(clock.now().getTime() + leaseMs).toISOString();
    return { ...entry, lease: { window, until } };
  };

  const waitingFor = (entry: Entry, waits: WaitsFor | null): Entry => {
    if (waits === null || entry.waited?.for === waits) return { ...entry, waits };
    return { ...entry, waits, waited: { for: waits, since: clock.now().toISOString() } };
  };

  const isFree = ({ id, lease, waits }: Entry) => {
    if (lease === null) return true;
    if (lease.window.id === window.id) return !holding.has(id);
    // Parked: a machine that slept renewed no lease, and its window is there all the same. Not for
    // ever: its process id may be another program's by now.
    const isParked = waits !== null && lease.window.host === window.host;
    const until = Date.parse(lease.until) + (isParked ? dayMs : 0);
    return until <= clock.now().getTime() || isGone(lease.window);
  };

  const assertHeld = async ({ entry, generation }: Lease) => {
    const generations = (await folder.survey()).open.get(entry.id) ?? [];
    if (!generations.includes(generation) || Math.max(...generations) !== generation) {
      if (holding.get(entry.id) === generation) holding.delete(entry.id);
      throw new LeaseLostError(`Another window took over ${entry.id}.`);
    }
  };

  /** Where the mark says that it is over, `tidy` can do it later. */
  const removed = async (file: string) => {
    try {
      await disk.remove(file);
    } catch (error) {
      if (!isDiskError(error)) throw error;
    }
  };

  const put = async (lease: Lease, entry: Entry, delivery?: Delivery) => {
    await assertHeld(lease);
    lease.entry = entry;
    const file = folder.entryFile(entry.id, lease.generation);
    try {
      // Where a line could not be written, the next one is to say everything.
      const isWhole = delivery === undefined || lease.behind !== undefined;
      if (lease.lines < mostLines) {
        await appendDurably(disk, file, JSON.stringify(isWhole ? entry : delivery));
      } else await replaceDurably(disk, window, file, JSON.stringify(entry));
      lease.lines = lease.lines < mostLines ? lease.lines + 1 : 1;
      lease.behind = undefined;
    } catch (error) {
      if (!isDiskError(error)) throw error;
      lease.behind = error.message;
    }
  };

  // One after the other: the lease is renewed from a timer while a step writes its own change.
  let tail: Promise<void> = Promise.resolve();
  const write = (
    lease: Lease,
    change: (entry: Entry) => Entry,
    delivery?: Delivery,
  ): Promise<void> => {
    const result = tail.then(() => put(lease, change(lease.entry), delivery));
    tail = result.catch(() => undefined);
    return result;
  };

  const renew = (lease: Lease, isOurs: () => boolean) => {
    const timer = setInterval(() => {
      if (isOurs()) write(lease, leased).catch(stop);
      else stop();
    }, leaseMs / 3);
    timer.unref();
    const stop = () => {
      clearInterval(timer);
    };
    return stop;
  };

  return {
    async begin(draft) {
      const entry = leased(draft);
      await disk.makeFolder(folder.path);
      await replaceDurably(disk, window, folder.entryFile(entry.id, 1), JSON.stringify(entry));
      holding.set(entry.id, 1);
      return { entry, generation: 1, behind: undefined, lines: 1 };
    },
    async find() {
      const { open } = await folder.survey();
      // At once: one after the other each waits for the disk.
      const found = await Promise.all(
        [...open].map(async ([id, generations]) => ({
          id,
          entry: await folder.newest(id, generations),
        })),
      );
      const entries = found.flatMap(({ entry }) => entry ?? []);
      const missed = found.filter(({ entry }) => !entry).map(({ id }) => id);
      if (missed.length === 0) return { entries, unreadable: [] };
      // Between listing and reading it may have been settled; then it is simply gone.
      const still = (await folder.survey()).open;
      return { entries, unreadable: missed.filter((id) => still.has(id)) };
    },
    async claim(id) {
      const generations = (await folder.survey()).open.get(id);
      const found = generations && (await folder.newest(id, generations));
      if (!generations || !found || !isFree(found)) return undefined;
      parked.get(id)?.();
      parked.delete(id);
      const generation = Math.max(...generations) + 1;
      const entry = { ...leased(found), waits: null };
      const file = folder.entryFile(id, generation);
      if (!(await createDurably(disk, window, file, JSON.stringify(entry)))) return undefined;
      const lease: Lease = { entry, generation, behind: undefined, lines: 1 };
      try {
        // It may have been taken, settled and cleared away between our look and our claim.
        await assertHeld(lease);
      } catch (error) {
        await disk.remove(file);
        if (error instanceof LeaseLostError) return undefined;
        throw error;
      }
      holding.set(id, generation);
      // Not read any more, and cleared away with the entry: what cannot be removed now holds up nothing.
      for (const older of generations) await removed(folder.entryFile(id, older));
      return lease;
    },
    advance: (lease, changes) => write(lease, (entry) => leased({ ...entry, ...changes })),
    deliver: (lease, delivery) =>
      write(
        lease,
        (entry) => ({ ...entry, places: entry.places.with(delivery.at, delivery.placed) }),
        delivery,
      ),
    keepAlive: (lease) => renew(lease, () => holding.get(lease.entry.id) === lease.generation),
    async release(lease, waits) {
      await write(lease, (entry) => ({ ...waitingFor(entry, waits), lease: null }));
      holding.delete(lease.entry.id);
    },
    async park(lease, waits) {
      const { id } = lease.entry;
      await write(lease, (entry) => leased(waitingFor(entry, waits)));
      holding.delete(id);
      parked.set(
        id,
        renew(lease, () => parked.has(id)),
      );
    },
    async settle(lease) {
      const { id } = lease.entry;
      await assertHeld(lease);
      // From here on a late write of an older holder is not an entry any more.
      await disk.write(folder.settledMark(id, clock.now().getTime()), '');
      await removed(folder.entryFile(id, lease.generation));
      holding.delete(id);
    },
    async tidy() {
      await removeTemporaries(disk, folder.path, window.host);
      const { late, settled } = await folder.survey();
      for (const [id, generations] of late) {
        for (const generation of generations) await removed(folder.entryFile(id, generation));
      }
      for (const [id, at] of settled) {
        // Without its mark, a file that could not be removed would be an entry again.
        const isOver = clock.now().getTime() - at > dayMs && !late.has(id);
        if (isOver) await removed(folder.settledMark(id, at));
      }
    },
  };
}
