import { isBusy } from './storageErrors.ts';

/** What became of one change within a transaction. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** What a group is made of; both as `Database` has them. */
interface Transactions {
  readonly write: <T>(work: () => T) => T;
  /** Undoes `work` alone when it throws. @throws Error when the transaction itself is gone */
  readonly part: <T>(work: () => T) => Outcome<T>;
}

interface Change {
  readonly work: () => unknown;
  readonly done: (outcome: Outcome<unknown>) => void;
}

/** No more than so many at once: a group is written without a pause. */
const AT_ONCE = 32;

/**
 * Changes that are asked for in the same turn of the event loop share one transaction, and so one
 * wait for the disk. Each is answered after the commit, and what one of them throws undoes that one
 * only. The file is locked no longer than for the group's own work: nothing is awaited under the lock.
 */
export function createGroupCommit({ write, part }: Transactions) {
  let waiting: Change[] = [];

  function commit(): void {
    const group = waiting.slice(0, AT_ONCE);
    if (group.length === 0) return;
    waiting = waiting.slice(AT_ONCE);
    if (waiting.length > 0) setImmediate(commit);
    for (const [index, outcome] of outcomesOf(group).entries()) group[index]?.done(outcome);
  }

  function outcomesOf(group: readonly Change[]): Outcome<unknown>[] {
    if (group.length === 1) return group.map(alone);
    try {
      return write(() => group.map(({ work }) => part(work)));
    } catch (error) {
      // Somebody else has the file: waiting for it as often as there are changes helps nobody.
      if (isBusy(error)) return group.map(() => ({ error }));
      // Nothing of the group is in the file: what was one change's fault must not be the others'.
      return group.map(alone);
    }
  }

  function alone({ work }: Change): Outcome<unknown> {
    try {
      return { value: write(work) };
    } catch (error) {
      return { error };
    }
  }

  function together<T>(work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({
      work,
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
    /** Does now what waits. */
    finish() {
      while (waiting.length > 0) commit();
    },
  };
}
