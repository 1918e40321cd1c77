import { CancelledError } from '../../domain/errors.ts';

/** Work that several may wait for; it is stopped when the last of them does not want it any more. */
export type SharedWork<T> = (signal?: AbortSignal) => Promise<T>;

/** Calls made while the work is under way share it. @throws CancelledError to those whose signal aborts */
export function shareWork<T>(work: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
  let running: { readonly result: Promise<T>; readonly stop: AbortController } | undefined;
  let waiting = 0;

  const begin = () => {
    const stop = new AbortController();
    const mine = { stop, result: work(stop.signal).finally(end) };
    function end() {
      if (running === mine) running = undefined;
    }
    return mine;
  };

  return async (signal) => {
    if (signal?.aborted === true) throw new CancelledError();
    if (running === undefined) waiting = 0;
    const mine = (running ??= begin());
    waiting += 1;
    if (!signal) return mine.result;
    const { promise: given, reject: giveUp } = Promise.withResolvers<never>();
    const leave = () => {
      giveUp(new CancelledError());
      if (running !== mine) return;
      waiting -= 1;
      if (waiting > 0) return;
      // Whoever comes now begins anew.
      running = undefined;
      mine.stop.abort();
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([mine.result, given]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  };
}
