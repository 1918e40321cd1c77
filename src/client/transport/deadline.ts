/** One time limit over one attempt, joined with the caller's own signal. */
export interface Deadline {
  /** Aborts at the limit or when the caller stops. */
  readonly signal: AbortSignal;
  /** Why it aborted; the caller's wish wins over the clock. */
  cause(): 'caller' | 'clock' | undefined;
  /** Starts the clock anew, for answers that are read for as long as they flow. */
  renew(milliseconds: number): void;
  /** Stops the clock, not the caller's signal: for the time in which we are the slow side. */
  pause(): void;
  /** Settles like `work`, or rejects as soon as the signal aborts, even if `work` ignores it. */
  race<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

/** Must be stopped by whoever starts it. */
export function startDeadline(milliseconds: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => {
    controller.abort();
  };
  let timer = setTimeout(abort, milliseconds);
  caller?.addEventListener('abort', abort, { once: true });
  if (caller?.aborted) abort();

  return {
    signal,
    cause() {
      if (caller?.aborted) return 'caller';
      return signal.aborted ? 'clock' : undefined;
    },
    renew(next) {
      clearTimeout(timer);
      timer = setTimeout(abort, next);
    },
    pause() {
      clearTimeout(timer);
    },
    race(work) {
      return raceSignal(work, signal);
    },
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
}

function raceSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      reject(new Error('Stopped.'));
    };
    // Taken off again after every chunk: a long download must not collect listeners.
    const done = () => {
      signal.removeEventListener('abort', stopped);
    };
    if (signal.aborted) stopped();
    else signal.addEventListener('abort', stopped, { once: true });
    work.then(resolve, reject).then(done, done);
  });
}
