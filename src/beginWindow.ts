import { window } from 'vscode';
import { setContextKey } from './editor/contextKeys.ts';
import { after, createDisposableStore, type Disposable } from './editor/disposables.ts';
import { isRead } from './editor/keys/snapshot.ts';
import { tellMissingCopies } from './editor/secrets/missingCopies.ts';
import type { Services } from './services.ts';

/** Looking through folders waits until VS Code has started what the person waits for. */
const placesAfterMs = 2000;
/** What follows from the first rows waits until they are drawn: longer than that takes, unnoticed. */
const afterRowsMs = 250;

/** Begins what happens by itself in a window, now, with the first rows, and a while after the start. */
export function beginWindow(services: Services): Disposable {
  const { connections, keyRing, local, localFacts, log, recovery, sessions } = services;
  const owned = createDisposableStore();

  const followFirstRows = () => {
    void import('./editor/firstRun/walkthroughKeys.ts')
      .then(({ keepWalkthrough }) => owned.add(keepWalkthrough(services)))
      .catch((error: unknown) => {
        log.error('The walkthrough cannot be completed by itself.', error);
      });
    void import('./editor/secrets/lateKeys.ts')
      .then(({ watchLateKeys }) => owned.add(watchLateKeys(services)))
      .catch((error: unknown) => {
        log.error('Late keys cannot be looked for.', error);
      });
    void import('./editor/secrets/adoptCopies.ts')
      .then(({ watchLostFolder }) => owned.add(watchLostFolder(services)))
      .catch((error: unknown) => {
        log.error('Secrets that this editor still keeps cannot be looked for.', error);
      });
    void services.hosts
      .carry()
      .catch((error: unknown) => {
        log.error('The names of secrets could not be carried over.', error);
      })
      .then(() => services.room())
      .then((opened) => tellMissingCopies(opened))
      .catch((error: unknown) => {
        log.error('The local copies could not be checked.', error);
      });
  };

  owned.add(
    after(placesAfterMs, () => {
      import('./editor/notices/watchNotices.ts')
        .then(({ watchNotices }) => owned.add(watchNotices(services)))
        .catch((error: unknown) => {
          log.error('What is due cannot be told.', error);
        });
      Promise.all([import('./editor/placements/watchPlaces.ts'), services.radar()])
        .then(([{ watchPlaces }, radar]) => owned.add(watchPlaces({ ...services, radar })))
        .catch((error: unknown) => {
          log.error('The placements cannot be watched.', error);
        });
      services.leaks().catch((error: unknown) => {
        log.error('Files cannot be watched for secrets.', error);
      });
      if (connections.current()?.kind === 'local') {
        local.load().catch((error: unknown) => {
          log.error('The local control plane could not be loaded.', error);
        });
      }
    }),
  );
  owned.add(
    keyRing.onDidChange(() => {
      const { connection } = keyRing.snapshot;
      setContextKey('keyrail.connected', connection !== undefined);
      setContextKey('keyrail.byUrl', connection?.kind === 'remote');
      setContextKey('keyrail.state', keyRing.snapshot.state);
      setContextKey('keyrail.role', keyRing.snapshot.context?.role ?? '');
      setContextKey('keyrail.production', keyRing.snapshot.connection?.production ?? false);
    }),
  );
  const sayWhatIsElsewhere = async () => {
    const { hasTraces } = await import('./editor/keys/traces.ts');
    setContextKey('keyrail.keysElsewhere', await hasTraces(services.lifecycleFolder));
  };
  let wasConnected: boolean | undefined;
  owned.add(
    keyRing.onDidChange(() => {
      const isConnected = connections.current() !== undefined;
      if (isConnected === wasConnected) return;
      wasConnected = isConnected;
      if (isConnected) setContextKey('keyrail.keysElsewhere', false);
      else {
        sayWhatIsElsewhere().catch((error: unknown) => {
          log.error('It could not be seen whether this machine has keys already.', error);
        });
      }
    }),
  );
  owned.add(
    keyRing.onDidRefresh(() => {
      const connection = connections.current();
      if (!connection) return;
      const aheadMs = sessions.clockOf(connection.id).aheadMs();
      import('./editor/notices/tellClock.ts')
        .then(({ tellClock }) => tellClock(services, connection, aheadMs))
        .catch((error: unknown) => {
          log.error('What the clocks say could not be told.', error);
        });
    }),
  );
  owned.add(
    keyRing.onDidRefresh(() => {
      if (localFacts.pending.length === 0) return;
      const { snapshot } = keyRing;
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
  const first = keyRing.onDidRefresh(() => {
    first.dispose();
    owned.add(after(afterRowsMs, followFirstRows));
  });
  owned.add(first);
  keyRing.redraw();
  recovery.start();
  return owned;
}
