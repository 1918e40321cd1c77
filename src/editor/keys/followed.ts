/** Work that is done once at a time, and never shared by who asks for it while it is under way. */
export interface Followed {
  /** Calls made while one is under way share the one that follows it. */
  run(): Promise<void>;
  /** The one that follows, else the one under way, else one that begins now. */
  next(): Promise<void>;
}

/** @param work never rejects */
export function followed(work: () => Promise<void>): Followed {
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;

  const start = () => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  const startQueued = () => {
    queued = undefined;
    return start();
  };
  return {
    run() {
      if (!running) return start();
      // However that one ends: who asked for it is told.
      queued ??= running.then(startQueued, startQueued);
      return queued;
    },
    next: () => queued ?? running ?? start(),
  };
}
