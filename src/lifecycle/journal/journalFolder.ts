import { join } from 'node:path';
import type { StateDisk } from '../model/stateDisk.ts';
import { latestEntry, type Entry } from './entry.ts';

/** What lies in the folder of the journal, by operation id. */
interface Survey {
  /** Generations of the entries that are not settled. */
  readonly open: ReadonlyMap<string, readonly number[]>;
  /** Files of settled entries that a late writer brought back. */
  readonly late: ReadonlyMap<string, readonly number[]>;
  /** When an entry was settled, in milliseconds, as its mark says. */
  readonly settled: ReadonlyMap<string, number>;
}

/**
 * The names of the journal: `<id>.<generation>.json` for an entry, `<id>.<time>.settled` for the
 * mark that one is settled, after which its files mean nothing.
 */
export interface JournalFolder {
  readonly path: string;
  entryFile(id: string, generation: number): string;
  settledMark(id: string, at: number): string;
  survey(): Promise<Survey>;
  /** The newest state that can be read: a takeover that was cut left an unreadable newer file. */
  newest(id: string, generations: readonly number[]): Promise<Entry | undefined>;
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Ids of files that hold no entry this version can read; left as they are. */
  readonly unreadable: readonly string[];
}

export function createJournalFolder(disk: StateDisk, root: string): JournalFolder {
  const path = join(root, 'journal');
  const entryFile = (id: string, generation: number) => join(path, `${id}.${generation}.json`);

  return {
    path,
    entryFile,
    settledMark: (id, at) => join(path, `${id}.${at}.settled`),
    async survey() {
      const generations = new Map<string, number[]>();
      const settled = new Map<string, number>();
      for (const name of await disk.list(path)) {
        const [, id, number, kind] = /^(.+)\.(\d+)\.(json|settled)$/.exec(name) ?? [];
        if (id === undefined || number === undefined) continue;
        if (kind === 'settled') settled.set(id, Number(number));
        else generations.set(id, [...(generations.get(id) ?? []), Number(number)]);
      }
      const all = [...generations];
      return {
        open: new Map(all.filter(([id]) => !settled.has(id))),
        late: new Map(all.filter(([id]) => settled.has(id))),
        settled,
      };
    },
    async newest(id, generations) {
      for (const generation of generations.toSorted((a, b) => b - a)) {
        const text = await disk.read(entryFile(id, generation));
        const entry = text === undefined ? undefined : latestEntry(text);
        if (entry) return entry;
      }
      return undefined;
    },
  };
}

/** What is under way, and what of it this version cannot read. */
export async function findEntries(folder: JournalFolder): Promise<Found> {
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
}
