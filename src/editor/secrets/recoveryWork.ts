import { createTries } from '../../lifecycle/drive/tries.ts';
import { recover, type Recovery as Outcome } from '../../lifecycle/protocols/recover.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { after, type Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';

/** The part of a recovery that is loaded where something was left. */
export interface RecoveryWork {
  /** Tries everything that is left once; calls made meanwhile share it. */
  run(): Promise<Outcome>;
  /** The control plane of this connection answered a read: what waits for it is tried. */
  answered(connectionId: string): void;
  /** Waits anew for what is due next; call it after an operation that waits. */
  reschedule(): Promise<void>;
}

/** Says how late it is, and runs what is to run later: the window's own, or one that a test moves on. */
export interface Scheduler {
  /** Any monotonic clock in milliseconds. */
  now(): number;
  after(milliseconds: number, run: () => void): Disposable;
}

const ownScheduler: Scheduler = { now: () => performance.now(), after };

/** Between two recoveries that begin by themselves: what one had to leave alone is due still. */
const pauseMs = 1000;

/** @param signal ends it for good */
export async function openRecovery(
  lifecycle: () => Promise<LifecycleContext>,
  done: () => Promise<void>,
  log: Log,
  signal: AbortSignal,
  scheduler: Scheduler = ownScheduler,
): Promise<RecoveryWork> {
  const opened = await lifecycle();
  const { window, clock, serverTime } = opened.ports;
  const clocks = { machine: () => clock.now(), server: serverTime };
  const tries = createTries(window.id, clocks, () => scheduler.now());
  let running: { readonly all: boolean; readonly outcome: Promise<Outcome> } | undefined;
  let timer: Disposable | undefined;
  let endedAt = -Infinity;

  const work = async (all: boolean) => {
    const outcome = await recover(opened, {
      signal,
      tries,
      ...(all ? {} : { only: (entry) => tries.isDue(entry) }),
    });
    log.info(
      `Looked for what was interrupted: ${outcome.settled} finished, ${outcome.waiting.length} left.`,
    );
    await done();
    return outcome;
  };

  const begin = (all: boolean): Promise<Outcome> => {
    if (running && (running.all || !all)) return running.outcome;
    const before = running?.outcome.catch(() => undefined);
    const outcome = (before ? before.then(() => work(all)) : work(all)).finally(() => {
      if (running?.outcome !== outcome) return;
      running = undefined;
      endedAt = scheduler.now();
      recovery.reschedule().catch(unscheduled);
    });
    running = { all, outcome };
    return outcome;
  };

  const inBackground = (all: boolean) => {
    begin(all).catch((error: unknown) => {
      log.error('Recovery failed; it is tried again when something is due.', error);
    });
  };

  const unscheduled = (error: unknown) => {
    log.error('What is due next could not be looked up.', error);
  };

  const recovery: RecoveryWork = {
    run: () => begin(true),
    answered(connectionId) {
      tries.answered(connectionId);
      recovery.reschedule().catch(unscheduled);
    },
    async reschedule() {
      const { entries } = await opened.journal.find();
      tries.seen(entries);
      // After the wait: of two that look at once, the one that set its timer first would lose hold of it.
      timer?.dispose();
      timer = undefined;
      // Whoever ends it looks again.
      if (running || signal.aborted) return;
      const wait = tries.untilNext();
      if (wait === undefined) return;
      const pause = endedAt + pauseMs - scheduler.now();
      timer = scheduler.after(Math.max(wait, pause, 0), () => {
        timer = undefined;
        inBackground(false);
      });
    },
  };
  signal.addEventListener('abort', () => timer?.dispose(), { once: true });
  return recovery;
}
