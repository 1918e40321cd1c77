import type { Ports } from '../model/ports.ts';
import { isDiskError } from '../model/stateDisk.ts';
import { appendDurably, replaceDurably } from '../storage/durable.ts';
import type { Entry } from './entry.ts';
import type { JournalFolder } from './journalFolder.ts';
import { leased, leaseMs, LeaseLostError, type Lease } from './lease.ts';
import type { Delivery } from './placed.ts';

/** Writes what becomes of entries, each change only while this window still holds the lease. */
export interface LeaseWriter {
  /** Whether this window works on the entry: its own leases keep it from nothing else. */
  readonly holds: (id: string) => boolean;
  /** Whether this very lease is the one that it works with. */
  isHeld(lease: Lease): boolean;
  hold(lease: Lease): void;
  letGo(id: string): void;
  /** @throws LeaseLostError, or what the disk throws */
  assertHeld(lease: Lease): Promise<void>;
  /** @param delivery what alone is written where nothing else has changed. @throws LeaseLostError */
  write(lease: Lease, change: (entry: Entry) => Entry, delivery?: Delivery): Promise<void>;
  /** Renews the lease until the returned function is called, `isOurs` says no, or it is lost. */
  renew(lease: Lease, isOurs: () => boolean): () => void;
}

/** An entry that waits for hours gets a line with each renewal of its lease; then it starts anew. */
const mostLines = 64;

export function createLeaseWriter(
  { disk, window, clock }: Pick<Ports, 'disk' | 'window' | 'clock'>,
  folder: JournalFolder,
): LeaseWriter {
  /** What this window works on, by generation. */
  const holding = new Map<string, number>();

  const assertHeld = async ({ entry, generation }: Lease) => {
    const generations = (await folder.survey()).open.get(entry.id) ?? [];
    if (!generations.includes(generation) || Math.max(...generations) !== generation) {
      if (holding.get(entry.id) === generation) holding.delete(entry.id);
      throw new LeaseLostError(`Another window took over ${entry.id}.`);
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
  const write: LeaseWriter['write'] = (lease, change, delivery) => {
    const result = tail.then(() => put(lease, change(lease.entry), delivery));
    tail = result.catch(() => undefined);
    return result;
  };

  return {
    holds: (id) => holding.has(id),
    isHeld: ({ entry, generation }) => holding.get(entry.id) === generation,
    hold({ entry, generation }) {
      holding.set(entry.id, generation);
    },
    letGo(id) {
      holding.delete(id);
    },
    assertHeld,
    write,
    renew(lease, isOurs) {
      const timer = setInterval(() => {
        if (isOurs()) write(lease, (entry) => leased(entry, window, clock.now())).catch(stop);
        else stop();
      }, leaseMs / 3);
      timer.unref();
      const stop = () => {
        clearInterval(timer);
      };
      return stop;
    },
  };
}
