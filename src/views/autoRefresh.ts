import type { Event } from 'vscode';
import { after, createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyList } from '../editor/keys/keyList.ts';

/** Something that can be looked at. */
export interface Visible {
  readonly visible: boolean;
  readonly onDidChangeVisibility: Event<unknown>;
}

const firstRetrySeconds = 5;
const lastRetrySeconds = 60;

/**
 * Asks the server again while the view is looked at: as often as the setting says, and, while it is
 * offline, after 5, 10, 20, 40, 60, 60… seconds. Hidden, it has no timer.
 */
export function createAutoRefresh(
  keyList: KeyList,
  view: Visible,
  everySeconds: () => number,
  onDidChangeSettings: Event<unknown>,
): Disposable {
  const owned = createDisposableStore();
  let timer: Disposable | undefined;
  let retrySeconds = firstRetrySeconds;
  let every = everySeconds();

  const wait = (): number => {
    const { freshness, connection, state } = keyList.snapshot;
    if (!connection) return 0;
    if (freshness.kind !== 'stale' && state !== 'offline') {
      retrySeconds = firstRetrySeconds;
      return everySeconds();
    }
    const now = retrySeconds;
    retrySeconds = Math.min(retrySeconds * 2, lastRetrySeconds);
    return now;
  };

  const schedule = () => {
    timer?.dispose();
    timer = undefined;
    const seconds = view.visible ? wait() : 0;
    if (seconds > 0) timer = after(seconds * 1000, () => void keyList.refresh());
  };

  owned.add(keyList.onDidRefresh(schedule));
  owned.add(view.onDidChangeVisibility(schedule));
  owned.add(
    onDidChangeSettings(() => {
      if (everySeconds() === every) return;
      every = everySeconds();
      schedule();
    }),
  );
  owned.add({ dispose: () => timer?.dispose() });
  return owned;
}
