import { dirname } from 'node:path';
import type { StateDisk } from '../../src/lifecycle/model/stateDisk.ts';

/**
 * Content that was asked for but is not on the medium; `null` = the name was removed. `added`: the end
 * of a file whose name and beginning are there already, and which needs no more than its own sync.
 */
type Cached = { text: string; synced: boolean; added?: string } | null;

/**
 * The page cache of an operating system, in the memory of this process: only what was synced
 * reaches the real disk, so that killing the process is a power cut. A name reaches it with the
 * sync of its folder, with as much of its content as had been synced by then; what is added to a
 * named file reaches it with the sync of that file.
 */
export function createPowerCutDisk(
  real: StateDisk,
): StateDisk & { readonly close: () => Promise<void> } {
  const cache = new Map<string, Cached>();

  const read = async (path: string) => {
    const cached = cache.get(path);
    return cached === undefined ? real.read(path) : cached?.text;
  };
  const settleFolder = async (folder: string) => {
    for (const [path, cached] of cache) {
      if (dirname(path) !== folder || cached?.added !== undefined) continue;
      if (cached === null) await real.remove(path);
      else await real.write(path, cached.synced ? cached.text : '');
      cache.delete(path);
    }
  };

  return {
    makeFolder: (path) => real.makeFolder(path),
    read,
    async list(folder) {
      const names = new Set(await real.list(folder));
      for (const [path, cached] of cache) {
        if (dirname(path) !== folder) continue;
        const name = path.slice(folder.length + 1);
        if (cached) names.add(name);
        else names.delete(name);
      }
      return [...names];
    },
    async write(path, text) {
      cache.set(path, { text, synced: false });
    },
    async append(path, text) {
      const cached = cache.get(path);
      const before = await read(path);
      const isNamed = before !== undefined && (cached === undefined || cached?.added !== undefined);
      cache.set(path, {
        text: `${before ?? ''}${text}`,
        synced: false,
        ...(isNamed ? { added: `${cached?.added ?? ''}${text}` } : {}),
      });
    },
    async syncFile(path) {
      const cached = cache.get(path);
      if (cached?.added !== undefined) {
        await real.append(path, cached.added);
        cache.delete(path);
      } else if (cached) {
        cache.set(path, { ...cached, synced: true });
      }
    },
    syncFolder: settleFolder,
    async rename(from, to) {
      const text = await read(from);
      const synced = cache.get(from)?.synced ?? true;
      cache.set(to, { text: text ?? '', synced });
      cache.set(from, null);
    },
    async link(from, to) {
      if ((await read(to)) !== undefined) return false;
      const made = { text: (await read(from)) ?? '', synced: cache.get(from)?.synced ?? true };
      cache.set(to, made);
      return true;
    },
    async remove(path) {
      cache.set(path, null);
    },
    // An ordinary end of the process: the system writes what it holds in its own time.
    async close() {
      for (const [path, cached] of cache) {
        if (cached?.added !== undefined) {
          await real.append(path, cached.added);
          cache.delete(path);
        } else if (cached) {
          cached.synced = true;
        }
      }
      for (const folder of new Set([...cache.keys()].map((path) => dirname(path)))) {
        await settleFolder(folder);
      }
    },
  };
}
