import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventEmitter, type Event } from 'vscode';
import { after, type Disposable } from '../disposables.ts';
import { withRowAnew, type RowFacts } from './keyRows.ts';
import { drawSnapshot } from './drawSnapshot.ts';
import { requireConnection, requireContext, requireStillThere } from './here.ts';
import { endsAccess } from './afterFailure.ts';
import { askForList } from './askForList.ts';
import { earlierList, localFactsOf } from './earlierList.ts';
import { followed } from './followed.ts';
import { targetOf, type WindowTarget } from './windowTarget.ts';
import type { ToKeep } from './keptList.ts';
import { afterRefresh, nothingKnown, type ListState, type Refreshed } from './listState.ts';
import type { RememberedKeys } from './rememberedKeys.ts';
import type { Connection, Connections } from '../connection/connections.ts';
import type { Session, Sessions } from '../connection/session.ts';
import { emptySnapshot, type SessionContext, type Snapshot } from './snapshot.ts';

/** The one source of what the UI shows. */
export interface KeyList extends Disposable {
  readonly snapshot: Snapshot;
  /** The snapshot or, until the server has answered or failed once, what was listed there last. */
  readonly shown: Snapshot;
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
  /** Until `shown` has something to show; the server is asked in any case. Never rejects. */
  showable(): Promise<void>;
  /**
   * Draws again from the rows already known, after notes, local copies or settings changed; one row
   * alone where that is known to be all.
   */
  redraw(keyId?: string): void;
  /** @throws UserFacingError when there is no connection or no control-plane workspace. */
  here(): Promise<{ readonly session: Session; readonly context: SessionContext }>;
}

export function createKeyList(
  connections: Connections,
  sessions: Sessions,
  reloadFacts: () => Promise<void>,
  facts: () => RowFacts,
  memory: RememberedKeys,
): KeyList {
  const changed = new EventEmitter<void>();
  const refreshed = new EventEmitter<void>();
  let known = nothingKnown;
  let snapshot = emptySnapshot;
  let place = targetOf(connections);
  /** What was listed last, until the server has answered or failed once. */
  let meanwhile: Snapshot | undefined;
  let asking: Disposable | undefined;
  const isUnanswered = () => known.freshness.kind === 'never';

  const earlier = (connection: Connection | undefined) =>
    known.remembered && connection && earlierList(known.remembered, connection, facts());

  const draw = () => {
    const connection = connections.current();
    meanwhile = isUnanswered() ? earlier(connection) : undefined;
    snapshot = drawSnapshot({ connection, ...known }, facts);
    keep();
    changed.fire();
  };

  const keep = () => {
    if (!place || known.freshness.kind !== 'fresh') return;
    memory.keep(place, () => toKeep(known, facts));
  };

  const redraw = (keyId?: string) => {
    const { server } = known;
    const keys =
      server && keyId !== undefined
        ? withRowAnew(snapshot.keys, keyId, server, facts())
        : undefined;
    if (!keys) {
      draw();
      return;
    }
    snapshot = { ...snapshot, keys };
    keep();
    changed.fire();
  };

  const forget = () => {
    known = nothingKnown;
    meanwhile = undefined;
  };

  const recall = () => {
    const connection = connections.current();
    if (!connection || !place) return;
    try {
      known = { ...known, remembered: memory.recall(place) };
      meanwhile = earlier(connection);
    } catch {
      // Whatever has become of its file: the server is asked as if there were none.
      known = { ...known, remembered: undefined };
    }
  };

  /** Whatever was known belongs to the place before. @returns whether it is another one */
  const move = (to: WindowTarget | undefined): boolean => {
    if (to?.text === place?.text) return false;
    memory.settle();
    forget();
    place = to;
    recall();
    return true;
  };

  const take = (connection: Connection, answer: Omit<Refreshed, 'at'>) => {
    const { loaded } = answer;
    const { context } = loaded.kind === 'loaded' ? loaded.state : loaded;
    if (context) {
      connections.keepWorkspace(connection, context.workspaceId);
      place = targetOf(connections);
    }
    known = afterRefresh(known, { ...answer, at: Date.now() });
    const { freshness, failure } = known;
    if (freshness.kind === 'failed' && failure && endsAccess(failure)) {
      memory.forget(connection.id);
    }
  };

  const load = async () => {
    asking?.dispose();
    const connection = connections.current();
    if (!connection) {
      forget();
      draw();
      return;
    }
    const asked = targetOf(connections);
    if (move(asked)) draw();
    const answer = await askForList(connection, connections, sessions, reloadFacts);
    // Rows are built in a turn of their own: thousands of them were read just now.
    await nextTurn();
    // The person may have switched meanwhile; the answer then belongs to no view.
    if (targetOf(connections)?.text !== asked?.text) return;
    take(connection, answer);
    draw();
    // The views ask for the new rows now; what else follows from them can wait for that.
    await nextTurn();
    refreshed.fire();
  };

  const asks = followed(load);

  const onConnections = connections.onDidChange(() => {
    // Another connection than this one may have been added or edited, here or in another window.
    move(targetOf(connections));
    memory.keepOnly(connections.list().map(({ id }) => id));
    draw();
    void list.refresh();
  });

  const list: KeyList = {
    get snapshot() {
      return snapshot;
    },
    get shown() {
      return meanwhile ?? snapshot;
    },
    onDidChange: changed.event,
    onDidRefresh: refreshed.event,
    refresh: () => asks.run(),
    loaded: async () => {
      if (isUnanswered()) await asks.next();
    },
    async showable() {
      if (isUnanswered() && !known.remembered) {
        recall();
        if (meanwhile) asking = after(askAfterMs, () => void list.loaded());
      }
      if (!meanwhile) await list.loaded();
    },
    redraw,
    async here() {
      const connection = requireConnection(connections.current());
      if (!known.server) await list.refresh();
      requireStillThere(connection, connections.current());
      const context = requireContext(snapshot, connection);
      return { session: await sessions.open(context.connection), context };
    },
    dispose() {
      onConnections.dispose();
      asking?.dispose();
      changed.dispose();
      refreshed.dispose();
    },
  };
  return list;
}

/** What another window shows while it asks; nothing where the last answer was in vain. */
function toKeep({ server, freshness }: ListState, facts: () => RowFacts): ToKeep | undefined {
  if (!server || freshness.kind !== 'fresh') return undefined;
  const { context, ...source } = server;
  const localOf = (keyIds: readonly string[]) => localFactsOf(keyIds, facts());
  return { context, source, localOf, at: freshness.at };
}

/** What is remembered is drawn first: reading and judging an answer would hold it up. */
const askAfterMs = 50;
