import { readdir } from 'node:fs/promises';
import type { Recovery as Outcome } from '../../lifecycle/protocols/recover.ts';
import type { Room } from '../../lifecycle/room.ts';
import { after, type Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';

/**
 * Finishes what was interrupted: at activation, on command, when an old key is due, and when another
 * window was ended in the middle. Of several windows that begin at the same time one goes on with
 * each operation, and tells of it.
 */
export interface Recovery extends Disposable {
  /** Runs one recovery; calls made meanwhile share it. */
  run(): Promise<Outcome>;
  /** Looks into the journal, if there is one, without holding up activation. */
  start(): void;
  /**
   * Goes on with what a window that was ended left, else looks again when something is due. Call it
   * when this window is looked at, and when an operation is seen that may be another window's.
   */
  takeOver(): void;
  /** Looks again when the next old key is due; call it after an overlap rotation. */
  reschedule(): Promise<void>;
}

/** A timer cannot wait longer than 2^31 - 1 ms; it then looks again. */
const longestWaitMs = 2_147_483_647;

const takeOverPauseMs = 60_000;

export function createRecovery(
  folder: string,
  room: () => Promise<Room>,
  done: () => Promise<void>,
  log: Log,
): Recovery {
  let running: Promise<Outcome> | undefined;
  let timer: Disposable | undefined;
  let tookOverAt = 0;
  const abort = new AbortController();

  const work = async () => {
    const { recover } = await import('../../lifecycle/protocols/recover.ts');
    const outcome = await recover(await room(), abort.signal);
    log.info(
      `Looked for what was interrupted: ${outcome.settled} finished, ${outcome.waiting.length} left.`,
    );
    await done();
    await recovery.reschedule();
    return outcome;
  };

  const inBackground = () => {
    recovery.run().catch((error: unknown) => {
      log.error('Recovery failed; it is tried again at the next start.', error);
    });
  };

  const lookForAbandoned = async () => {
    if (!(await holdsWork(folder, ['journal']))) return;
    const { isAnyAbandoned } = await import('../../lifecycle/journal/pending.ts');
    const isAbandoned = await isAnyAbandoned(await room());
    // What could not be finished is seen again in the refresh that follows, and must not go round.
    if (isAbandoned && Date.now() - tookOverAt > takeOverPauseMs) {
      tookOverAt = Date.now();
      inBackground();
    } else await recovery.reschedule();
  };

  const recovery: Recovery = {
    run() {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    start() {
      void holdsWork(folder, ['journal', 'tombstones']).then((any) => {
        if (any) inBackground();
      });
    },
    takeOver() {
      lookForAbandoned().catch((error: unknown) => {
        log.error('What another window left could not be looked up.', error);
      });
    },
    async reschedule() {
      const { nextDue } = await import('../../lifecycle/journal/pending.ts');
      const due = await nextDue(await room());
      // After the wait: of two that look at once, the one that set its timer first would lose hold of it.
      timer?.dispose();
      timer = undefined;
      if (!due || abort.signal.aborted) return;
      const wait = Math.min(Math.max(due.getTime() - Date.now(), 1000), longestWaitMs);
      timer = after(wait, inBackground);
    },
    dispose() {
      abort.abort();
      timer?.dispose();
    },
  };
  return recovery;
}

/**
 * Whether anything was left half done. Asked of the folders alone, so that a window in which nothing
 * was interrupted loads neither the lifecycle nor a control plane at start.
 */
async function holdsWork(folder: string, parts: readonly string[]): Promise<boolean> {
  for (const part of parts) {
    try {
      if ((await readdir(`${folder}/${part}`)).some((name) => name.endsWith('.json'))) return true;
    } catch {
      // No such folder: nothing was ever begun. One that cannot be read is met again by the commands.
    }
  }
  return false;
}
