import { join } from 'node:path';
import { createDurably, replaceDurably, sweepTemporaries } from './durable.ts';
import { parseEntry, type Entry } from './entry.ts';
import type { WaitsFor } from './facts.ts';
import type { Ports } from './ports.ts';
import { isGone } from './window.ts';

/** An entry this window holds the lease of. `entry` is replaced by each `advance`. */
export interface Held {
  entry: Entry;
  readonly generation: number;
  /** Why the file is older than `entry`: the disk refused. The operation goes on without it. */
  behind: string | undefined;
}

/** Another window took the entry over; nothing more may be done with it here. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** The disk refused before anything was asked of the server. */
export class JournalUnwritableError extends Error {
  override readonly name = 'JournalUnwritableError';
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Names of files that hold no entry this version can read; left as they are. */
  readonly unreadable: readonly string[];
}

/**
 * The operations under way, one file each: `<id>.<generation>.json`. Taking an entry over makes the
 * next generation, which only one window can make; the file of an older generation is not read, so
 * a window that lost its lease while it slept can no longer change the entry.
 */
export interface Journal {
  /** @throws JournalUnwritableError */
  begin(entry: Entry): Promise<Held>;
  find(): Promise<Found>;
  /** `undefined` when it is settled, or another window works on it. */
  claim(id: string): Promise<Held | undefined>;
  /** Every arrow of every protocol goes through here. @throws LeaseLostError */
  advance(held: Held, changes: Partial<Entry>): Promise<void>;
  /** Keeps the lease alive until the returned function is called; stops by itself when it is lost. */
  keepAlive(held: Held): () => void;
  /** Lets go of an entry that has to wait; `null` when it was only interrupted. */
  release(held: Held, waits: WaitsFor | null): Promise<void>;
  settle(held: Held): Promise<void>;
  /** Removes what is no longer needed: half-written files, marks of settled entries after 24 h. */
  tidy(): Promise<void>;
}

const leaseMs = 60_000;
const dayMs = 86_400_000;

export function openJournal({ disk, window, clock, folder: root }: Ports): Journal {
  const folder = join(root, 'journal');
  const holding = new Set<string>();
  const path = (id: string, generation: number) => join(folder, `${id}.${generation}.json`);
  const lease = () => ({
    window,
    until: new Date(clock.now().getTime() + leaseMs).toISOString(),
  });

  const renewed = (entry: Entry): Entry => ({ ...entry, lease: lease() });

  const survey = async () => {
    const generations = new Map<string, number[]>();
    const settled = new Map<string, string>();
    for (const name of await disk.list(folder)) {
      const [, id, number, kind] = /^(.+)\.(\d+)\.(json|settled)$/.exec(name) ?? [];
      if (id === undefined || number === undefined) continue;
      if (kind === 'settled') settled.set(id, number);
      else generations.set(id, [...(generations.get(id) ?? []), Number(number)]);
    }
    const open = new Map([...generations].filter(([id]) => !settled.has(id)));
    return { open, generations, settled };
  };

  /** The newest readable state; a takeover that was cut half way left an unreadable newer file. */
  const newest = async (id: string, generations: readonly number[]) => {
    for (const generation of generations.toSorted((a, b) => b - a)) {
      const text = await disk.read(path(id, generation));
      const entry = text === undefined ? undefined : parseEntry(text);
      if (entry) return entry;
    }
    return undefined;
  };

  const isFree = (entry: Entry) => {
    if (entry.lease === null) return true;
    if (entry.lease.window.id === window.id) return !holding.has(entry.id);
    return Date.parse(entry.lease.until) <= clock.now().getTime() || isGone(entry.lease.window);
  };

  const assertHeld = async ({ entry, generation }: Held) => {
    const all = (await survey()).open.get(entry.id) ?? [];
    if (!all.includes(generation) || Math.max(...all) !== generation) {
      holding.delete(entry.id);
      throw new LeaseLostError(`Another window took over ${entry.id}.`);
    }
  };

  // One after the other: the lease is renewed from a timer while a step writes its own change.
  let tail: Promise<void> = Promise.resolve();
  const write = (held: Held, change: (entry: Entry) => Entry): Promise<void> => {
    const turn = tail.then(() => put(held, change(held.entry)));
    tail = turn.catch(() => undefined);
    return turn;
  };

  const put = async (held: Held, entry: Entry) => {
    await assertHeld(held);
    held.entry = entry;
    try {
      await replaceDurably(disk, window, path(entry.id, held.generation), JSON.stringify(entry));
      held.behind = undefined;
    } catch (error) {
      if (!isDiskError(error)) throw error;
      held.behind = error.message;
    }
  };

  return {
    async begin(draft) {
      const entry = { ...draft, lease: lease() };
      try {
        await disk.makeFolder(folder);
        await replaceDurably(disk, window, path(entry.id, 1), JSON.stringify(entry));
      } catch (error) {
        if (!isDiskError(error)) throw error;
        throw new JournalUnwritableError(error.message);
      }
      holding.add(entry.id);
      return { entry, generation: 1, behind: undefined };
    },
    async find() {
      const entries: Entry[] = [];
      const unreadable: string[] = [];
      for (const [id, generations] of (await survey()).open) {
        const entry = await newest(id, generations);
        if (entry) entries.push(entry);
        // Between listing and reading it may have been settled; then it is simply gone.
        else if ((await survey()).open.has(id)) unreadable.push(id);
      }
      return { entries, unreadable };
    },
    async claim(id) {
      const generations = (await survey()).open.get(id);
      if (generations === undefined) return undefined;
      const found = await newest(id, generations);
      if (found === undefined || !isFree(found)) return undefined;
      const entry = { ...found, lease: lease(), waits: null };
      const generation = Math.max(...generations) + 1;
      if (!(await createDurably(disk, window, path(id, generation), JSON.stringify(entry)))) {
        return undefined;
      }
      const held: Held = { entry, generation, behind: undefined };
      try {
        // It may have been taken, settled and cleared away between our look and our claim.
        await assertHeld(held);
      } catch (error) {
        await disk.remove(path(id, generation));
        if (error instanceof LeaseLostError) return undefined;
        throw error;
      }
      holding.add(id);
      for (const older of generations) await disk.remove(path(id, older));
      return held;
    },
    async advance(held, changes) {
      await write(held, (entry) => ({ ...entry, ...changes, lease: lease() }));
    },
    keepAlive(held) {
      const timer = setInterval(() => {
        if (holding.has(held.entry.id)) write(held, renewed).catch(stop);
        else stop();
      }, leaseMs / 3);
      timer.unref();
      const stop = () => {
        clearInterval(timer);
      };
      return stop;
    },
    async release(held, waits) {
      await write(held, (entry) => ({ ...entry, waits, lease: null }));
      holding.delete(held.entry.id);
    },
    async settle(held) {
      const { id } = held.entry;
      await assertHeld(held);
      // From here on a late write of an older holder is not an entry any more.
      await disk.write(join(folder, `${id}.${clock.now().getTime()}.settled`), '');
      await disk.remove(path(id, held.generation));
      holding.delete(id);
    },
    async tidy() {
      await sweepTemporaries(disk, folder, window.host);
      const { generations, settled } = await survey();
      for (const [id, at] of settled) {
        for (const late of generations.get(id) ?? []) await disk.remove(path(id, late));
        if (clock.now().getTime() - Number(at) > dayMs) {
          await disk.remove(join(folder, `${id}.${at}.settled`));
        }
      }
    },
  };
}

/** A failure of the operating system: disk full, read-only, not permitted. */
export function isDiskError(error: unknown): error is Error {
  if (error instanceof JournalUnwritableError) return true;
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
