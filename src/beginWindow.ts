import { window } from 'vscode';
import { setContextKey } from './editor/contextKeys.ts';
import { after, createDisposableStore, type Disposable } from './editor/disposables.ts';
import { isRead } from './editor/keys/snapshot.ts';
import type * as LaterWork from './laterWork.ts';
import type { Services } from './services.ts';

/** Looking through folders waits until VS Code has started what the person waits for. */
const placesAfterMs = 2000;
/** What follows from the first rows waits until they are drawn: longer than that takes, unnoticed. */
const afterRowsMs = 250;

/** Begins what happens by itself in a window, now, with the first rows, and a while after the start. */
export function beginWindow(services: Services): Disposable {
  const { connections, keyList, localFacts, log, recovery, sessions } = services;
  const owned = createDisposableStore();
  const later = (trouble: string, work: (all: typeof LaterWork) => void) => {
    import('./laterWork.ts').then(work).catch((error: unknown) => {
      log.error(trouble, error);
    });
  };

  owned.add(
    after(placesAfterMs, () => {
      later('Files cannot be watched.', ({ watchFiles }) => {
        watchFiles(services, owned);
      });
    }),
  );
  owned.add(
    keyList.onDidChange(() => {
      const { connection } = keyList.snapshot;
      setContextKey('keyrail.connected', connection !== undefined);
      setContextKey('keyrail.byUrl', connection?.kind === 'remote');
      setContextKey('keyrail.state', keyList.snapshot.state);
      setContextKey('keyrail.role', keyList.snapshot.context?.role ?? '');
      setContextKey('keyrail.production', keyList.snapshot.connection?.production ?? false);
    }),
  );
  const sayWhatIsElsewhere = async () => {
    const { hasTraces } = await import('./editor/firstRun/newcomer.ts');
    const isElsewhere = await hasTraces(services.lifecycleFolder);
    setContextKey('keyrail.keysElsewhere', isElsewhere);
    return isElsewhere;
  };
  let wasConnected: boolean | undefined;
  owned.add(
    keyList.onDidChange(() => {
      const isConnected = connections.current() !== undefined;
      if (isConnected === wasConnected) return;
      wasConnected = isConnected;
      if (isConnected) setContextKey('keyrail.keysElsewhere', false);
      else {
        sayWhatIsElsewhere()
          .then(async (isElsewhere) => {
            if (isElsewhere || connections.list().length > 0) return;
            await (await import('./editor/firstRun/newcomer.ts')).greet(services);
          })
          .catch((error: unknown) => {
            log.error('It could not be seen whether this machine has keys already.', error);
          });
      }
    }),
  );
  owned.add(
    keyList.onDidRefresh(() => {
      const connection = connections.current();
      if (!connection) return;
      const aheadMs = sessions.clockOf(connection.id).aheadMs();
      import('./editor/onRead.ts')
        .then(({ tellClock }) => tellClock(services, connection, aheadMs))
        .catch((error: unknown) => {
          log.error('What the clocks say could not be told.', error);
        });
    }),
  );
  owned.add(
    keyList.onDidRefresh(() => {
      if (localFacts.pending.length === 0) return;
      const { snapshot } = keyList;
      if (snapshot.connection && isRead(snapshot)) recovery.answered(snapshot.connection.id);
      // What another window began may be ours to finish, now or one day.
      else recovery.takeOver();
    }),
  );
  owned.add(
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) recovery.takeOver();
    }),
  );
  const first = keyList.onDidRefresh(() => {
    first.dispose();
    owned.add(
      after(afterRowsMs, () => {
        later('What follows from the first rows was not begun.', ({ followFirstRows }) => {
          followFirstRows(services, owned);
        });
      }),
    );
  });
  owned.add(first);
  keyList.redraw();
  recovery.start();
  return owned;
}
