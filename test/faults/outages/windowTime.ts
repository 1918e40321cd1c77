import type { Scheduler } from '../../../src/editor/secrets/recoveryWork.ts';

/** The time of one window: it passes when it is told to, as fast as its work is done. */
export interface WindowTime {
  readonly scheduler: Scheduler;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** When its first timer is due, in the same milliseconds; `undefined`: it has none. */
  readonly next: () => number | undefined;
  /** Lets time pass until then, and runs what is due. */
  readonly passUntil: (moment: number) => void;
}

export function createWindowTime(): WindowTime {
  let now = 0;
  const timers = new Map<object, { readonly at: number; readonly run: () => void }>();
  const due = () => [...timers].filter(([, { at }]) => at <= now);
  return {
    now: () => now,
    next: () =>
      timers.size === 0 ? undefined : Math.min(...[...timers.values()].map(({ at }) => at)),
    passUntil(moment) {
      now = Math.max(now, moment);
      for (const [id, { run }] of due()) {
        timers.delete(id);
        run();
      }
    },
    scheduler: {
      now: () => now,
      after(milliseconds, run) {
        const id = {};
        timers.set(id, { at: now + milliseconds, run });
        return { dispose: () => void timers.delete(id) };
      },
    },
  };
}
