/** Pages that are needed all the time are back from the system's cache within microseconds. */
const RELEASE_AFTER_MS = 5 * 60_000;

/** Gives back, every now and then, the memory of pages that were read or written once. */
export interface MemoryRelease {
  /** Called with every statement: a database that nobody uses holds no timer. */
  used(): void;
  close(): void;
}

/** SQLite keeps every page until its cache is full, so a file that only grows takes all of it in the end. */
export function createMemoryRelease(release: () => void): MemoryRelease {
  let timer: NodeJS.Timeout | undefined;
  return {
    used() {
      timer ??= setTimeout(() => {
        timer = undefined;
        release();
      }, RELEASE_AFTER_MS).unref();
    },
    close() {
      clearTimeout(timer);
    },
  };
}
