import { basename, dirname } from 'node:path';
import type { StateDisk } from '../../src/lifecycle/model/stateDisk.ts';
import { latestEntry } from '../../src/lifecycle/journal/entry.ts';
import type { Hook } from './hook.ts';
import type { LocalFaults } from './jobs.ts';

/**
 * The disk with a name for every write, so that the kill points carry the names of the protocols'
 * steps: `journal rotate kept` is the moment at which that step of a rotation becomes true.
 */
export function createHookedDisk(
  real: StateDisk,
  hook: Hook,
  fault: LocalFaults['disk'],
): StateDisk {
  const operations = new Map<string, string>();

  const stepOf = (text: string): string => {
    const entry = latestEntry(text);
    if (!entry) return 'journal ?';
    operations.set(entry.id, entry.operation);
    if (entry.lease === null) return `journal ${entry.operation} released`;
    return `journal ${entry.operation} ${entry.step}`;
  };
  const nameOf = async (path: string, from?: string): Promise<string> => {
    const folder = basename(dirname(path));
    if (folder !== 'journal') return `disk ${folder}`;
    if (from !== undefined) return stepOf((await real.read(from)) ?? '');
    const settled = /^(.+)\.\d+\.settled$/.exec(basename(path))?.[1];
    if (settled === undefined) return 'journal file';
    return `journal ${operations.get(settled) ?? 'unknown'} settled`;
  };
  const refuse = (event: string, path: string) => {
    if (!fault || !new RegExp(fault.on).test(event)) return;
    throw Object.assign(new Error(`${fault.code}: ${basename(path)}`), {
      code: fault.code,
      syscall: 'write',
    });
  };
  const write = async (event: string, path: string, work: () => Promise<void>) =>
    hook(event, async () => {
      refuse(event, path);
      await work();
    });

  return {
    ...real,
    async write(path, text) {
      if (path.endsWith('.tmp')) {
        // A full disk is noticed here, long before the name is changed.
        const entry = latestEntry(text);
        const folder = basename(dirname(path));
        refuse(entry ? `journal ${entry.operation} ${entry.step}` : `disk ${folder}`, path);
        await real.write(path, text);
        return;
      }
      await write(await nameOf(path), path, () => real.write(path, text));
    },
    async append(path, text) {
      const isEntry = basename(dirname(path)) === 'journal';
      const event = isEntry ? stepOf(text) : await nameOf(path);
      await write(event, path, () => real.append(path, text));
    },
    async rename(from, to) {
      await write(await nameOf(to, from), to, () => real.rename(from, to));
    },
    async link(from, to) {
      const event = `take over ${await nameOf(to, from)}`;
      return hook(event, async () => {
        refuse(event, to);
        return real.link(from, to);
      });
    },
  };
}
