import type { Entry } from '../journal/entry.ts';
import { isAbandoned } from '../steps/pending.ts';
import { intervalMs, startsAfterRead, whenNext } from './whenNext.ts';

/**
 * When each operation that waits is tried next by one window. Only a try of its own moves that moment
 * away; looking at the journal, however often, moves nothing, and a read that succeeds brings it nearer.
 */
export interface Tries {
  /** What the journal holds now. An operation that was not known counts as tried just now. */
  seen(entries: readonly Entry[]): void;
  /** The control plane of this connection has answered a read. */
  answered(connectionId: string): void;
  began(operationId: string): void;
  /** The try that began asked nobody, and may ask in so many milliseconds. */
  heldBack(operationId: string, ms: number): void;
  isDue(entry: Entry): boolean;
  /** Milliseconds until the first of those seen last is due, 0 where one is; `undefined`: none will be. */
  untilNext(): number | undefined;
}

interface Known {
  /** When its last try began (one that takes long must not put the next one off), or it was first seen. */
  readonly since: number;
  /** Whether this window has tried it. */
  readonly isTried: boolean;
  /** Set where that try asked nobody. */
  readonly heldUntil?: number;
}

/** What moments are meant by: leases by this machine's clock, what ends keys by a control plane's. */
export interface Clocks {
  machine(): Date;
  server(connectionId: string): Date;
}

/**
 * @param windowId the window that tries
 * @param now any monotonic clock in milliseconds: how the machine's clock is set moves nothing
 */
export function createTries(
  windowId: string,
  clocks: Clocks,
  now: () => number = () => performance.now(),
): Tries {
  let known: ReadonlyMap<string, Known> = new Map();
  let last: readonly Entry[] = [];
  const answers = new Map<string, number>();

  const dueAt = (entry: Entry): number => {
    const { since, isTried, heldUntil } = known.get(entry.id) ?? firstSeen();
    const { at, by, before, after } = whenNext(entry, windowId);
    const time = by === 'machine' ? clocks.machine() : clocks.server(entry.connectionId);
    const moment = at === undefined ? NaN : now() + Date.parse(at) - time.getTime();
    const byItself = since < moment ? Math.min(moment, since + before) : since + after;
    const answer = answers.get(entry.connectionId) ?? -Infinity;
    const pause = startsAfterRead(entry);
    const byRead =
      pause === undefined || answer <= since ? Infinity : Math.max(answer, since + pause);
    const byLoss = isAbandoned(entry) ? (isTried ? since + intervalMs : -Infinity) : Infinity;
    return Math.min(byItself, byRead, byLoss, heldUntil ?? Infinity);
  };

  const firstSeen = (): Known => ({ since: now(), isTried: false });

  const put = (operationId: string, state: Known) => {
    known = new Map([...known, [operationId, state]]);
  };

  return {
    seen(entries) {
      last = entries;
      known = new Map(entries.map(({ id }) => [id, known.get(id) ?? firstSeen()]));
    },
    answered(connectionId) {
      answers.set(connectionId, now());
    },
    began(operationId) {
      put(operationId, { since: now(), isTried: true });
    },
    heldBack(operationId, ms) {
      put(operationId, {
        since: now(),
        isTried: true,
        heldUntil: now() + Math.min(ms, intervalMs),
      });
    },
    isDue: (entry) => dueAt(entry) <= now(),
    untilNext() {
      const next = Math.min(...last.map(dueAt));
      return next === Infinity ? undefined : Math.max(0, next - now());
    },
  };
}
