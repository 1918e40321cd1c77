import { window } from 'vscode';
import { setContextKey } from './editor/contextKeys.ts';
import {
  after,
  createDisposableStore,
  type Disposable,
  type DisposableStore,
} from './editor/disposables.ts';
import { isRead } from './editor/keys/snapshot.ts';
import type * as LaterWork from './laterWork.ts';
import type { Services } from './services.ts';

/** Looking through folders waits until VS Code has started what the person waits for. */
const placesAfterMs = 2000;
/** What follows from the first rows waits until they are drawn: longer than that takes, unnoticed. */
const afterRowsMs = 250;

/** Begins what happens by itself in a window, now, with the first rows, and a while after the start. */
export function beginWindow(services: Services): Disposable {
  const owned = createDisposableStore();
  const work = { services, owned };
  // The order in which they are told of the same event.
  owned.add(watchFilesLater(work));
  owned.add(tellContextKeys(services));
  owned.add(greetNewcomer(services));
  owned.add(tellClocks(services));
  owned.add(takeOverWork(services));
  owned.add(followFirstRows(work));
  services.keyList.redraw();
  services.recovery.start();
  return owned;
}

/** Work that is loaded when it begins; what it makes goes with the window. */
interface Work {
  readonly services: Services;
  readonly owned: DisposableStore;
}

function begin({ services }: Work, trouble: string, work: (all: typeof LaterWork) => void): void {
  import('./laterWork.ts').then(work).catch((error: unknown) => {
    services.log.error(trouble, error);
  });
}

function watchFilesLater(work: Work): Disposable {
  return after(placesAfterMs, () => {
    begin(work, 'Files cannot be watched.', ({ watchFiles }) => {
      watchFiles(work.services, work.owned);
    });
  });
}

function followFirstRows(work: Work): Disposable {
  const { services, owned } = work;
  const first = services.keyList.onDidRefresh(() => {
    first.dispose();
    owned.add(
      after(afterRowsMs, () => {
        begin(work, 'What follows from the first rows was not begun.', (all) => {
          all.followFirstRows(services, owned);
        });
      }),
    );
  });
  return first;
}

/** What the `when` clauses of the manifest read. */
function tellContextKeys({ keyList }: Pick<Services, 'keyList'>): Disposable {
  return keyList.onDidChange(() => {
    const { connection, context, state } = keyList.snapshot;
    setContextKey('keyrail.connected', connection !== undefined);
    setContextKey('keyrail.byUrl', connection?.kind === 'remote');
    setContextKey('keyrail.state', state);
    setContextKey('keyrail.role', context?.role ?? '');
    setContextKey('keyrail.production', connection?.production ?? false);
  });
}

/** Where there is no connection: whether this machine has keys of another profile, and else a welcome. */
function greetNewcomer(services: Services): Disposable {
  const { connections, keyList, log } = services;
  let wasConnected: boolean | undefined;
  const look = async () => {
    const { greet, hasLocalPlane, hasTraces } = await import('./editor/firstRun/newcomer.ts');
    const isElsewhere = await hasTraces(services.lifecycleFolder);
    const { lifecycleFolder } = services;
    setContextKey('keyrail.localElsewhere', isElsewhere && (await hasLocalPlane(lifecycleFolder)));
    setContextKey('keyrail.keysElsewhere', isElsewhere);
    if (!isElsewhere && connections.list().length === 0) await greet(services);
  };
  return keyList.onDidChange(() => {
    const isConnected = connections.current() !== undefined;
    if (isConnected === wasConnected) return;
    wasConnected = isConnected;
    if (isConnected) {
      setContextKey('keyrail.keysElsewhere', false);
      setContextKey('keyrail.localElsewhere', false);
    } else {
      look().catch((error: unknown) => {
        log.error('It could not be seen whether this machine has keys already.', error);
      });
    }
  });
}

/** Whether this machine's clock and the control plane's agree. */
function tellClocks(services: Services): Disposable {
  const { connections, keyList, log, sessions } = services;
  return keyList.onDidRefresh(() => {
    const connection = connections.current();
    if (!connection) return;
    const aheadMs = sessions.clockOf(connection.id).aheadMs();
    import('./editor/onRead.ts')
      .then(({ tellClock }) => tellClock(services, connection, aheadMs))
      .catch((error: unknown) => {
        log.error('What the clocks say could not be told.', error);
      });
  });
}

/** Goes on with what was interrupted when a control plane answers, and when this window is looked at. */
function takeOverWork({
  keyList,
  localFacts,
  recovery,
}: Pick<Services, 'keyList' | 'localFacts' | 'recovery'>): Disposable {
  const owned = createDisposableStore();
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
  return owned;
}
