import { CancelledError } from '../domain/errors.ts';

/** What is told while something goes on. */
export interface TaskEvents {
  begin(words: string): void;
  /** It was in vain; not told of what was stopped. */
  refuse(error: unknown, keyId: string): Promise<void>;
  /** Nothing goes on any more. */
  end(): void;
}

/** One thing at a time: a new one stops the one before. */
export interface LatestTask {
  /** Never rejects; `keyId` is the key that is used. */
  take(words: string, keyId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  stop(): void;
}

export function createLatestTask(events: TaskEvents): LatestTask {
  let current: AbortController | undefined;
  return {
    async take(words, keyId, work) {
      current?.abort(new CancelledError());
      const mine = new AbortController();
      current = mine;
      events.begin(words);
      try {
        await work(mine.signal);
      } catch (error) {
        if (!mine.signal.aborted && !(error instanceof CancelledError)) {
          await events.refuse(error, keyId);
        }
      } finally {
        if (current === mine) {
          current = undefined;
          events.end();
        }
      }
    },
    stop() {
      if (!current) return;
      current.abort(new CancelledError());
      current = undefined;
      events.end();
    },
  };
}
