import { readdir } from 'node:fs/promises';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';
import type { openRecovery, RecoveryWork, Scheduler } from './recoveryWork.ts';

/**
 * Finishes what was interrupted: at activation, on command, when an old key is due, when a control
 * plane answers again, and when another window was ended in the middle. Of several windows that begin
 * at the same time one goes on with each operation, and tells of it.
 */
export interface Recovery extends RecoveryWork, Disposable {
  /** Looks into the journal, if there is one, without holding up activation. */
  start(): void;
  /**
   * Tries what is due, what a window that was ended left, and what may go on now; else waits until
   * something is due. Call it when this window is looked at, and when an operation is seen that may be
   * another window's. However often it is called, nothing is put off by it.
   */
  takeOver(): void;
}

/**
 * @param load what does the work, which the start of a window does without
 * @param scheduler only a test gives another than the real one
 */
export function createRecovery(
  folder: string,
  lifecycle: () => Promise<LifecycleContext>,
  done: () => Promise<void>,
  log: Log,
  load: () => Promise<{ readonly openRecovery: typeof openRecovery }>,
  scheduler?: Scheduler,
): Recovery {
  const abort = new AbortController();
  let opened: Promise<RecoveryWork> | undefined;
  /** Reads that follow a recovery say nothing that it has not just tried. */
  let isReading = false;
  const read = async () => {
    isReading = true;
    try {
      await done();
    } finally {
      isReading = false;
    }
  };
  const work = () =>
    (opened ??= load().then((loaded) =>
      loaded.openRecovery(lifecycle, read, log, abort.signal, scheduler),
    ));
  const ifWork = (parts: readonly string[], act: () => Promise<unknown>) => {
    holdsWork(folder, parts)
      .then((any) => (any ? act() : undefined))
      .catch((error: unknown) => {
        log.error('What was interrupted could not be looked up.', error);
      });
  };
  const recovery: Recovery = {
    run: async () => (await work()).run(),
    start() {
      ifWork(['journal', 'tombstones'], () => recovery.run());
    },
    takeOver() {
      ifWork(['journal'], () => recovery.reschedule());
    },
    answered(connectionId) {
      if (isReading) return;
      ifWork(['journal'], async () => {
        (await work()).answered(connectionId);
      });
    },
    reschedule: async () => (await work()).reschedule(),
    dispose() {
      abort.abort();
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
