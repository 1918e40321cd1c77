const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

export type CircuitOutcome = 'answered' | 'unreachable' | 'unknown';

/**
 * One per connection: after a call that reached nobody, reads fail at once for a while, so that a
 * dead server costs one timeout and not one per view; and for as long as a server asks for, up to a
 * minute, so that what was interrupted goes on soon after it is back. Deliberate acts are always tried.
 */
export interface Circuit {
  /** Undefined = go ahead; else the milliseconds until the next trial. */
  enter(deliberate: boolean): number | undefined;
  /** Must follow every `enter` that was let through; with the milliseconds that the server asked to wait. */
  leave(outcome: CircuitOutcome, askedMs?: number): void;
  /** Whether the server asked for the pause. */
  isAsked(): boolean;
  /** The person asked to try again now. */
  reset(): void;
}

/** `now` is any monotonic clock in milliseconds. */
export function createCircuit(now: () => number = () => performance.now()): Circuit {
  let pauseMs = 0;
  let openUntil = 0;
  let trialRunning = false;
  let isAsked = false;

  const reset = () => {
    pauseMs = 0;
    openUntil = 0;
    trialRunning = false;
    isAsked = false;
  };

  return {
    enter(deliberate) {
      if (deliberate || pauseMs === 0) return undefined;
      const left = openUntil - now();
      if (left > 0) return left;
      if (trialRunning) return Math.min(pauseMs, FIRST_PAUSE_MS);
      trialRunning = true;
      return undefined;
    },
    leave(outcome, askedMs = 0) {
      trialRunning = false;
      if (askedMs > 0) {
        isAsked = true;
        pauseMs = Math.min(askedMs, LONGEST_PAUSE_MS);
        openUntil = now() + pauseMs;
        return;
      }
      if (outcome === 'answered') reset();
      if (outcome === 'unreachable') {
        isAsked = false;
        // Calls that were under way together count as one failure.
        if (now() >= openUntil) {
          pauseMs = Math.min(pauseMs === 0 ? FIRST_PAUSE_MS : pauseMs * 2, LONGEST_PAUSE_MS);
        }
        openUntil = now() + pauseMs;
      }
    },
    isAsked: () => isAsked,
    reset,
  };
}
