import type { Entry } from '../journal/entry.ts';
import type { WaitsFor } from '../model/events.ts';

/** When an operation that waits is tried next, unless something else starts it before. */
export interface WhenNext {
  /** A moment that it waits for; ISO 8601. */
  readonly at: string | undefined;
  /** Whose clock that moment is meant by. */
  readonly by: 'machine' | 'server';
  /** Milliseconds from one try to the next until that moment; `Infinity`: none before it. */
  readonly before: number;
  /** The same once it is past, or where there is none; `Infinity`: never by itself. */
  readonly after: number;
}

/** From one try to the next of what waits for something that nobody tells us of. */
export const intervalMs = 60_000;
/** Whether the old key is used is seen by looking; it has to be unused for an hour. */
const lookForUseMs = 15 * intervalMs;

const byAWord: WhenNext = { at: undefined, by: 'server', before: Infinity, after: Infinity };
const again: WhenNext = { at: undefined, by: 'server', before: Infinity, after: intervalMs };

/** @param windowId the window that would try it */
export function whenNext(entry: Entry, windowId: string): WhenNext {
  const { waits, step, retirement, issued, lease } = entry;
  // Somebody works on it, unless that is over by then, or could not be written down.
  if (waits === null && lease !== null) return { ...again, at: lease.until, by: 'machine' };
  if (waits !== null && tellsNobody.has(waits)) return again;
  if (waits === 'loan') {
    // Another window's loan ends with that window, and nobody tells us when.
    const before = lease?.window.id === windowId ? Infinity : intervalMs;
    return { at: issued?.expiresAt ?? undefined, by: 'server', before, after: intervalMs };
  }
  if (step !== 'retiring' || retirement === null) return byAWord;
  return {
    at: retirement.dueAt ?? retirement.notAfter ?? undefined,
    by: 'server',
    before: retirement.dueAt === null ? lookForUseMs : Infinity,
    after: retirement.dueAt === null ? lookForUseMs : intervalMs,
  };
}

/** These come back by themselves. */
const tellsNobody: ReadonlySet<WaitsFor> = new Set(['server', 'connection', 'disk']);

/** Whether a read that succeeds says that it may go on, at most how often, in milliseconds. */
export function startsAfterRead({ waits }: Entry): number | undefined {
  if (waits === 'server' || waits === 'connection') return 10_000;
  // What may be read says little about what may be done.
  return waits === 'permission' ? intervalMs : undefined;
}
