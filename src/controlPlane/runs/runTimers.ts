import { storageTrouble } from '../database/storageErrors.ts';

/** When the next step of each run is done, and when one that failed is tried again. */
export interface RunTimers {
  /** Goes on with a run after one step's time; a time that was set for it before is void. */
  schedule(runId: string): void;
  /** Nothing is done after this. @returns false where that was so already */
  close(): boolean;
}

interface Parts {
  /** How long every step takes, in milliseconds. */
  readonly stepMs: number;
  /** Answers whether there is another one after it. */
  readonly step: (runId: string) => boolean;
  /** Ends a run that cannot go on; answers whether it could. */
  readonly giveUp: (runId: string) => boolean;
  readonly report: (error: unknown) => void;
}

const RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;
const TRIES = 4;

export function createRunTimers({ stepMs, step, giveUp, report }: Parts): RunTimers {
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;

  function schedule(runId: string, failures = 0): void {
    if (closed) return;
    clearTimeout(timers.get(runId));
    const retryMs = Math.min(RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
    const delay = failures === 0 ? stepMs : retryMs;
    timers.set(
      runId,
      setTimeout(() => {
        timers.delete(runId);
        attempt(runId, failures);
      }, delay),
    );
  }

  function attempt(runId: string, failures: number): void {
    try {
      if (step(runId)) schedule(runId);
    } catch (error) {
      if (failures < TRIES) report(error);
      // A full or locked disk is not the run's fault: it goes on when there is room again.
      const mayGoOn = failures + 1 < TRIES || storageTrouble(error) !== undefined;
      if (mayGoOn || !giveUp(runId)) schedule(runId, failures + 1);
    }
  }

  return {
    schedule: (runId) => {
      schedule(runId);
    },
    close() {
      if (closed) return false;
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      return true;
    },
  };
}
