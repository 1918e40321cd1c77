import { isBusy } from './storageErrors.ts';

/** What became of one change within a transaction. */
export type CommitResult<T> = { readonly value: T } | { readonly error: unknown };

/** What a group is made of; both as `Database` has them. */
interface Transactions {
  readonly write: <T>(work: () => T, waitMs?: number) => T;
  /** Undoes `work` alone when it throws. @throws Error when the transaction itself is gone */
  readonly part: <T>(work: () => T) => CommitResult<T>;
  /** How long a change is tried while somebody else has the file. */
  readonly patienceMs: number;
}

interface Change {
  readonly work: () => unknown;
  readonly done: (outcome: CommitResult<unknown>) => void;
  /** When it is told that the file is busy, on the clock of `performance`. */
  readonly until: number;
}

/** No more than so many at once: a group is written without a pause. */
const AT_ONCE = 32;

const AGAIN_MS = 20;
/** Once only, for what would be lost. */
const WHILE_CLOSING_MS = 2000;

/**
 * Changes that are asked for in the same turn of the event loop share one transaction, and so one
 * wait for the disk. Each is answered after the commit, and what one of them throws undoes that one
 * only. The file is locked no longer than for the group's own work: nothing is awaited under the lock.
 * What finds the file busy stays in its place and is tried again, with the event loop free meanwhile.
 */
export function createGroupCommit({ write, part, patienceMs }: Transactions) {
  let waiting: Change[] = [];
  let waitMs: number | undefined;

  function commit(): void {
    const group = waiting.slice(0, AT_ONCE);
    const again: Change[] = [];
    for (const [change, outcome] of outcomesOf(group)) {
      const isBusyStill = 'error' in outcome && isBusy(outcome.error);
      if (isBusyStill && performance.now() < change.until) again.push(change);
      else change.done(outcome);
    }
    waiting = [...again, ...waiting.slice(AT_ONCE)];
    // Windows that wait for one another must not do so in step.
    if (again.length > 0) setTimeout(commit, AGAIN_MS * (0.5 + Math.random()));
    else if (waiting.length > 0) setImmediate(commit);
  }

  function outcomesOf(group: readonly Change[]): [Change, CommitResult<unknown>][] {
    if (group.length < 2) return group.map(alone);
    try {
      return write(() => group.map((change) => [change, part(change.work)]), waitMs);
    } catch (error) {
      // Somebody else has the file: waiting for it as often as there are changes helps nobody.
      if (isBusy(error)) return group.map((change) => [change, { error }]);
      // Nothing of the group is in the file: what was one change's fault must not be the others'.
      return group.map(alone);
    }
  }

  function alone(change: Change): [Change, CommitResult<unknown>] {
    try {
      return [change, { value: write(change.work, waitMs) }];
    } catch (error) {
      return [change, { error }];
    }
  }

  function together<T>(work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({
      work,
      until: performance.now() + patienceMs,
      done(outcome) {
        // `as`: the outcome of this very work.
        if ('value' in outcome) resolve(outcome.value as T);
        else reject(outcome.error);
      },
    });
    return promise;
  }

  return {
    together,
    /** Does now what waits, or never. */
    finish() {
      waitMs = WHILE_CLOSING_MS;
      waiting = waiting.map((change) => ({ ...change, until: 0 }));
      while (waiting.length > 0) commit();
    },
  };
}
