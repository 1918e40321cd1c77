import { createHash } from 'node:crypto';
import type { Kill } from './jobs.ts';

/** Stands around every call through a port; where the job says so, nothing more happens. */
export interface Hook {
  <T>(event: string, work: () => Promise<T>): Promise<T>;
  readonly trace: string[];
  /** Runs before the event, the first time it happens. */
  before(event: string, act: () => Promise<void>): void;
}

const duringMs = 25;

/**
 * At its kill point a job stops for good: whatever it calls from then on never comes back. `stopped`
 * says so to who kills the process, as soon as the other jobs in it have come to theirs.
 */
export function createHook(
  kill: Kill | null,
  jitterSeed: number | null,
  stopped: () => void,
): Hook {
  const trace: string[] = [];
  const acts = new Map<string, () => Promise<void>>();
  const forever = new Promise<never>(() => undefined);
  const state = { isStopped: false };
  // Asked anew: it may have come while something was awaited.
  const hasStopped = () => state.isStopped;
  const stop = (): Promise<never> => {
    if (!state.isStopped) stopped();
    state.isStopped = true;
    return forever;
  };

  const around = async <T>(event: string, work: () => Promise<T>): Promise<T> => {
    if (hasStopped()) return forever;
    trace.push(event);
    const occurrence = trace.filter((name) => name === event).length;
    const isHere = kill?.event === event && kill.occurrence === occurrence;
    const act = acts.get(event);
    if (act) {
      acts.delete(event);
      await act();
    }
    if (jitterSeed !== null) await pause(jitterOf(jitterSeed, trace.length));
    if (isHere && kill.when === 'before') return stop();
    if (isHere && kill.when === 'during') setTimeout(() => void stop(), duringMs);
    try {
      return await work();
    } finally {
      if (hasStopped() || (isHere && kill.when === 'after')) await stop();
    }
  };
  return Object.assign(around, {
    trace,
    before(event: string, act: () => Promise<void>) {
      acts.set(event, act);
    },
  });
}

function jitterOf(seed: number, step: number): number {
  return createHash('sha256').update(`${seed} ${step}`).digest().readUInt8(0) % 8;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
