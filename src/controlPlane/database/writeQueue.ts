import { setImmediate as laterTurn, setTimeout as pause } from 'node:timers/promises';
import { isBusy } from './storageErrors.ts';

interface Change {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** When it is told that the file is busy, on the clock of `performance`. */
  readonly until: number;
}

const AGAIN_MS = 20;
/** Once only, for what would be lost. */
const WHILE_CLOSING_MS = 2000;

/**
 * Does changes one after the other, each in a transaction of its own and in a later turn of the event
 * loop. One that finds the file busy keeps its place and is tried again, with the event loop free meanwhile.
 *
 * @param write As `Database.write`
 * @param patienceMs How long a change is tried while somebody else has the file
 */
export function createWriteQueue(
  write: (work: () => unknown, waitMs?: number) => unknown,
  patienceMs: number,
) {
  let waiting: Change[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      await laterTurn();
      if (tryFirst() === 'busy') {
        // Windows that wait for one another must not do so in step.
        await pause(AGAIN_MS * (0.5 + Math.random()));
      }
    }
    isRunning = false;
  }

  function tryFirst(): 'done' | 'busy' {
    const [first, ...others] = waiting;
    if (first === undefined) return 'done';
    try {
      first.resolve(write(first.work));
    } catch (error) {
      if (isBusy(error)) {
        refuseImpatient(error);
        return 'busy';
      }
      first.reject(error);
    }
    waiting = others;
    return 'done';
  }

  /** The others would find the file busy, too, and each would hold everything up for a moment more. */
  function refuseImpatient(error: unknown): void {
    const now = performance.now();
    const impatient = waiting.filter(({ until }) => until <= now);
    waiting = waiting.filter(({ until }) => until > now);
    for (const { reject } of impatient) reject(error);
  }

  return {
    /** Resolves with what `work` answers when it is on the disk. Rejects with what `work` or the file's trouble throws. */
    async add<T>(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.push({ work, resolve, reject, until: performance.now() + patienceMs });
      if (!isRunning) void run();
      // `as`: the answer of this very work.
      return (await promise) as T;
    },
    /** Does now what waits, or never. */
    finish(): void {
      const changes = waiting;
      waiting = [];
      let isBusyStill = false;
      for (const { work, resolve, reject } of changes) {
        try {
          // Once is enough to know that somebody else has the file.
          resolve(write(work, isBusyStill ? 0 : WHILE_CLOSING_MS));
        } catch (error) {
          isBusyStill ||= isBusy(error);
          reject(error);
        }
      }
    },
  };
}
