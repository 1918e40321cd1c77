import { setTimeout as pause } from 'node:timers/promises';
import { patienceMs } from '../../support/patience.ts';

/**
 * Reads again and again until what was read is accepted; resolves with it. Throws with the last
 * thing read (or the last error of reading) when that does not happen in time.
 */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  accept: (value: T) => boolean,
  ms: number = patienceMs,
): Promise<T> {
  const end = Date.now() + ms;
  let last: string;
  for (;;) {
    try {
      const value = await read();
      if (accept(value)) return value;
      last = `last seen: ${JSON.stringify(value)}`;
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() > end) throw new Error(`${what} did not happen in ${ms / 1000} s; ${last}`);
    await pause(50);
  }
}
