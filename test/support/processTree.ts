import { readdirSync, readFileSync } from 'node:fs';

/** A running process, as Linux tells of it. */
export interface RunningProcess {
  readonly pid: number;
  readonly name: string;
  /** Processor time that it took, and its children that have ended. */
  readonly seconds: number;
}

/** In so many parts Linux counts a second of processor time, on every machine that it runs on. */
const ticksInSecond = 100;

/** This process and every one below it; none on a system that does not tell. */
export function processesFrom(root: number): readonly RunningProcess[] {
  if (process.platform !== 'linux') return [];
  const all = new Map<number, RunningProcess & { readonly parent: number }>();
  for (const pid of readdirSync('/proc')
    .filter((each) => /^\d+$/.test(each))
    .map(Number)) {
    const stat = statOf(pid);
    // Its name may hold what the rest is divided by.
    const [, name = '?', rest = ''] = /^\d+ \((.*)\) (.*)/s.exec(stat) ?? [];
    const fields = rest.split(' ').map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    const parent = fields[1];
    if (parent !== undefined) all.set(pid, { pid, name, parent, seconds: ticks / ticksInSecond });
  }
  const isBelow = (pid: number): boolean => {
    for (let each: number | undefined = pid; each; each = all.get(each)?.parent)
      if (each === root) return true;
    return false;
  };
  return [...all.values()].filter(({ pid }) => isBelow(pid));
}

/** Processor time of all that this process has started and that runs. */
export function secondsBelow(root: number): number {
  return processesFrom(root)
    .filter(({ pid }) => pid !== root)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    // It ended meanwhile.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
