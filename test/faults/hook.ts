import { createHash } from 'node:crypto';
import type { Kill } from './jobs.ts';

/** Stands around every call through a port; where the job says so, the process dies. */
export interface Hook {
  <T>(event: string, work: () => Promise<T>): Promise<T>;
  readonly trace: string[];
  /** Runs before the event, the first time it happens. */
  before(event: string, act: () => Promise<void>): void;
}

const duringMs = 25;

export function createHook(kill: Kill | null, jitterSeed: number | null): Hook {
  const trace: string[] = [];
  const acts = new Map<string, () => Promise<void>>();

  const around = async <T>(event: string, work: () => Promise<T>): Promise<T> => {
    trace.push(event);
    const occurrence = trace.filter((name) => name === event).length;
    const isHere = kill?.event === event && kill.occurrence === occurrence;
    const act = acts.get(event);
    if (act) {
      acts.delete(event);
      await act();
    }
    if (jitterSeed !== null) await pause(jitterOf(jitterSeed, trace.length));
    if (isHere && kill.when === 'before') await die();
    if (isHere && kill.when === 'during') setTimeout(() => void die(), duringMs);
    try {
      return await work();
    } finally {
      if (isHere && kill.when === 'after') await die();
    }
  };
  return Object.assign(around, {
    trace,
    before(event: string, act: () => Promise<void>) {
      acts.set(event, act);
    },
  });
}

/** A real one: no handler runs, nothing is flushed. */
async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => undefined);
}

function jitterOf(seed: number, step: number): number {
  return createHash('sha256').update(`${seed} ${step}`).digest().readUInt8(0) % 8;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
