import type { WaitsFor } from '../model/events.ts';
import type { Ports } from '../model/ports.ts';
import { isDiskError, type StateDisk } from '../model/stateDisk.ts';
import { createDurably, replaceDurably, removeTemporaries } from '../storage/durable.ts';
import type { Entry } from './entry.ts';
import {
  createJournalFolder,
  findEntries,
  type Found,
  type JournalFolder,
} from './journalFolder.ts';
import { isFree, leased, LeaseLostError, waitingFor, type Lease } from './lease.ts';
import { createLeaseWriter } from './leaseWriter.ts';
import type { Delivery } from './placed.ts';

/**
 * The operations under way, one file each, of which the last whole line is what they have come to.
 * Taking an entry over makes the next generation of its file, which only one window can make; an
 * older generation is not read any more, so a window that lost its lease while it slept can no
 * longer change the entry. Throws what the disk throws, except where an operation can go on without
 * its journal.
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

const dayMs = 86_400_000;

export function openJournal(ports: Ports): Journal {
  const { disk, window, clock } = ports;
  const folder = createJournalFolder(disk, ports.folder);
  const writer = createLeaseWriter(ports, folder);
  /** What ends the renewals of an entry that waits here. */
  const parked = new Map<string, () => void>();

  const ours = (entry: Entry) => leased(entry, window, clock.now());

  const removed = (file: string) => removeOrLeave(disk, file);

  /** The next generation of an entry; `undefined` where another window was faster. */
  const take = async (entry: Entry, generation: number): Promise<Lease | undefined> => {
    const file = folder.entryFile(entry.id, generation);
    if (!(await createDurably(disk, window, file, JSON.stringify(entry)))) return undefined;
    const lease: Lease = { entry, generation, behind: undefined, lines: 1 };
    try {
      // It may have been taken, settled and cleared away between our look and our claim.
      await writer.assertHeld(lease);
    } catch (error) {
      await disk.remove(file);
      if (error instanceof LeaseLostError) return undefined;
      throw error;
    }
    writer.hold(lease);
    return lease;
  };

  return {
    async begin(draft) {
      const entry = ours(draft);
      await disk.makeFolder(folder.path);
      await replaceDurably(disk, window, folder.entryFile(entry.id, 1), JSON.stringify(entry));
      const lease: Lease = { entry, generation: 1, behind: undefined, lines: 1 };
      writer.hold(lease);
      return lease;
    },
    find: () => findEntries(folder),
    async claim(id) {
      const generations = (await folder.survey()).open.get(id);
      const found = generations && (await folder.newest(id, generations));
      const by = { window, holds: writer.holds, now: clock.now() };
      if (!generations || !found || !isFree(found, by)) return undefined;
      parked.get(id)?.();
      parked.delete(id);
      const lease = await take({ ...ours(found), waits: null }, Math.max(...generations) + 1);
      if (!lease) return undefined;
      // Not read any more, and cleared away with the entry: what cannot be removed now holds up nothing.
      for (const older of generations) await removed(folder.entryFile(id, older));
      return lease;
    },
    advance: (lease, changes) => writer.write(lease, (entry) => ours({ ...entry, ...changes })),
    deliver: (lease, delivery) =>
      writer.write(
        lease,
        (entry) => ({ ...entry, places: entry.places.with(delivery.at, delivery.placed) }),
        delivery,
      ),
    keepAlive: (lease) => writer.renew(lease, () => writer.isHeld(lease)),
    async release(lease, waits) {
      await writer.write(lease, (entry) => ({
        ...waitingFor(entry, waits, clock.now()),
        lease: null,
      }));
      writer.letGo(lease.entry.id);
    },
    async park(lease, waits) {
      const { id } = lease.entry;
      await writer.write(lease, (entry) => ours(waitingFor(entry, waits, clock.now())));
      writer.letGo(id);
      parked.set(
        id,
        writer.renew(lease, () => parked.has(id)),
      );
    },
    async settle(lease) {
      const { id } = lease.entry;
      await writer.assertHeld(lease);
      // From here on a late write of an older holder is not an entry any more.
      await disk.write(folder.settledMark(id, clock.now().getTime()), '');
      await removed(folder.entryFile(id, lease.generation));
      writer.letGo(id);
    },
    async tidy() {
      await removeTemporaries(disk, folder.path, window.host);
      await clearSettled(folder, clock.now(), removed);
    },
  };
}

/** Where the mark says that an entry is over, `tidy` can remove its file later. */
async function removeOrLeave(disk: StateDisk, file: string): Promise<void> {
  try {
    await disk.remove(file);
  } catch (error) {
    if (!isDiskError(error)) throw error;
  }
}

/** What late writers brought back of settled entries, and the marks of a day ago. */
async function clearSettled(
  folder: JournalFolder,
  now: Date,
  remove: (file: string) => Promise<void>,
): Promise<void> {
  const { late, settled } = await folder.survey();
  for (const [id, generations] of late) {
    for (const generation of generations) await remove(folder.entryFile(id, generation));
  }
  for (const [id, at] of settled) {
    // Without its mark, a file that could not be removed would be an entry again.
    const isOver = now.getTime() - at > dayMs && !late.has(id);
    if (isOver) await remove(folder.settledMark(id, at));
  }
}
