/** Pages that are needed all the time are back from the system's cache within microseconds. */
const RELEASE_AFTER_MS = 5 * 60_000;

/**
 * Gives back, every now and then, the memory of pages that were read or written once: SQLite keeps
 * every page until its cache is full, so a file that only grows takes all of it in the end. Answers a
 * function to call with every statement; without any there is nothing to give back, and no timer.
 */
export function createMemoryRelease(
  release: () => void,
  now: () => number = () => performance.now(),
): () => void {
  let last = now();
  return () => {
    const time = now();
    if (time - last < RELEASE_AFTER_MS) return;
    last = time;
    release();
  };
}
