import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { EventEmitter, type Event } from 'vscode';
import type { Disposable } from '../disposables.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { buildRows, withRowAnew, type RowFacts } from './keyRows.ts';
import {
  loadServerState,
  type Failure,
  type Loaded,
  type ServerState,
} from '../connection/serverState.ts';
import type { Connections } from '../connection/connections.ts';
import { describeError } from '../report.ts';
import type { Session, Sessions } from '../connection/session.ts';
import { emptySnapshot, type Freshness, type SessionContext, type Snapshot } from './snapshot.ts';
import { viewState } from './viewState.ts';

/** The one source of what the UI shows. */
export interface KeyRing extends Disposable {
  readonly snapshot: Snapshot;
  readonly onDidChange: Event<void>;
  /** After every answer or failure of the server, unlike `onDidChange` not after a mere redraw. */
  readonly onDidRefresh: Event<void>;
  /**
   * Asks the server again. Calls made while one is under way share the one that follows it, so the
   * answer is always newer than the call. Never rejects: a failure is part of the snapshot.
   */
  refresh(): Promise<void>;
  /** Until the server has answered or failed once; asks it only where nobody has. Never rejects. */
  loaded(): Promise<void>;
  /**
   * Draws again from the rows already known, after notes, local copies or settings changed; one row
   * alone where that is known to be all.
   */
  redraw(keyId?: string): void;
  /** @throws UserFacingError when there is no connection or no control-plane workspace. */
  here(): Promise<{ readonly session: Session; readonly context: SessionContext }>;
}

export function createKeyRing(
  connections: Connections,
  sessions: Sessions,
  reloadFacts: () => Promise<void>,
  facts: () => RowFacts,
): KeyRing {
  const changed = new EventEmitter<void>();
  const refreshed = new EventEmitter<void>();
  let snapshot = emptySnapshot;
  let server: ServerState | undefined;
  let failure: Failure | undefined;
  /** Where this person is without seeing keys, and what may be read there. */
  let outside: Pick<Snapshot, 'context' | 'detail'> | undefined;
  let place = placeOf(connections);
  let freshness: Freshness = { kind: 'never' };
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;

  const draw = () => {
    const connection = connections.current();
    // Without rows no fact is asked for: the first setting that is read costs VS Code milliseconds.
    const { keys, accounts } = server ? buildRows(server, facts()) : noRows;
    snapshot = {
      state: viewState({
        connected: connection !== undefined,
        loading: freshness.kind === 'never',
        failure: failure?.kind,
        keys: keys.length,
        activeAccounts: accounts.filter((row) => row.account.status === 'active').length,
        baselineReady: server?.detail.onboarding.checklist.baseline_ready ?? false,
      }),
      connection,
      context: server?.context ?? outside?.context,
      keys,
      accounts,
      detail: server?.detail ?? outside?.detail,
      freshness,
    };
    changed.fire();
  };

  const redraw = (keyId?: string) => {
    const keys =
      server && keyId !== undefined
        ? withRowAnew(snapshot.keys, keyId, server, facts())
        : undefined;
    if (!keys) {
      draw();
      return;
    }
    snapshot = { ...snapshot, keys };
    changed.fire();
  };

  const forget = () => {
    server = undefined;
    failure = undefined;
    outside = undefined;
    freshness = { kind: 'never' };
  };

  const load = async () => {
    const connection = connections.current();
    if (!connection) {
      forget();
      draw();
      return;
    }
    const asked = placeOf(connections);
    if (asked !== place) forget();
    place = asked;
    const [answered, unread] = await Promise.all([
      loadServerState(connection, connections.workspaceOf(connection), sessions),
      reloadFacts().then(() => undefined, withoutFacts),
    ]);
    const loaded = unread ?? answered;
    // Rows are built in a turn of their own: thousands of them were read just now.
    await nextTurn();
    // The person may have switched meanwhile; the answer then belongs to no view.
    if (placeOf(connections) !== asked) return;
    if (loaded.kind === 'loaded') {
      server = loaded.state;
      failure = undefined;
      outside = undefined;
      freshness = { kind: 'fresh', at: Date.now() };
    } else {
      failure = loaded.failure.paused && failure ? failure : loaded.failure;
      freshness = afterFailure(freshness, failure);
      if (freshness.kind === 'failed') {
        server = undefined;
        const { context, detail } = loaded;
        outside = loaded.failure.kind === 'no-permission' ? { context, detail } : undefined;
      }
    }
    draw();
    // The views ask for the new rows now; what else follows from them can wait for that.
    await nextTurn();
    refreshed.fire();
  };

  const start = () => {
    running = load().finally(() => {
      running = undefined;
    });
    return running;
  };

  const startQueued = () => {
    queued = undefined;
    return start();
  };

  const onConnections = connections.onDidChange(() => {
    // Another connection than this one may have been added or edited, here or in another window.
    const now = placeOf(connections);
    if (now !== place) forget();
    place = now;
    draw();
    void ring.refresh();
  });

  const ring: KeyRing = {
    get snapshot() {
      return snapshot;
    },
    onDidChange: changed.event,
    onDidRefresh: refreshed.event,
    refresh() {
      if (!running) return start();
      // However that one ends: who asked for it is told.
      queued ??= running.then(startQueued, startQueued);
      return queued;
    },
    loaded: async () => {
      if (freshness.kind === 'never') await (queued ?? running ?? start());
    },
    redraw,
    async here() {
      const connection = connections.current();
      if (!connection) {
        throw new UserFacingError(t('Keyrail is not connected to a control plane yet.'), [
          { label: t('Connect'), command: 'keyrail.connect' },
        ]);
      }
      if (!server) await ring.refresh();
      const context = snapshot.context;
      if (!context) {
        const because = freshness.kind === 'failed' ? freshness.because : t('It did not answer.');
        throw new UserFacingError(t('{0} could not be used. {1}', connection.name, because), [
          { label: t('Try again'), command: 'keyrail.refresh' },
        ]);
      }
      return { session: await sessions.open(connection), context };
    },
    dispose() {
      onConnections.dispose();
      changed.dispose();
      refreshed.dispose();
    },
  };
  return ring;
}

const noRows = { keys: [], accounts: [] };

/** No rows without what this machine knows of them: a copy or a placement would seem not to be there. */
async function withoutFacts(error: unknown): Promise<Loaded> {
  const { sentence } = await describeError(error);
  return { kind: 'failed', failure: { kind: 'other', because: sentence } };
}

/** Whatever else is known belongs to this connection, as it is now, and control-plane workspace. */
function placeOf(connections: Connections): string {
  const connection = connections.current();
  return connection ? JSON.stringify([connection, connections.workspaceOf(connection)]) : '';
}

/** The server's word that this person sees nothing ends the rows; every other fault leaves them stale. */
function afterFailure(before: Freshness, { kind, because }: Failure): Freshness {
  if (kind === 'offline' || kind === 'other') {
    if (before.kind === 'fresh') return { kind: 'stale', since: before.at, because };
    if (before.kind === 'stale') return { ...before, because };
  }
  return { kind: 'failed', because };
}
