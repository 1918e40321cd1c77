import {
  EventEmitter,
  type AuthenticationProvider,
  type AuthenticationSession,
  type AuthenticationProviderAuthenticationSessionsChangeEvent as Change,
} from 'vscode';
import { CancelledError } from '../../domain/errors.ts';
import type { Connection, Connections } from './connections.ts';
import { createDisposableStore, type Disposable } from '../disposables.ts';
import { nameWithWarning } from '../../domain/text/connectionKind.ts';

/** What the Accounts menu can ask for; both talk to the person. */
export interface AccountActions {
  connect(): Promise<void>;
  /** @throws CancelledError when the person keeps it. */
  remove(connection: Connection): Promise<void>;
}

/**
 * Connections as sessions. Any extension can ask for a session, so its token is a label that opens
 * nothing: header values leave this editor only in requests to their own origin.
 */
export function createAccounts(
  connections: Connections,
  actions: AccountActions,
): AuthenticationProvider & Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<Change>());
  const sessions = () => connections.list().map(sessionOf);
  let known = sessions();
  owned.add(
    connections.onDidChange(() => {
      const before = known;
      known = sessions();
      const event = difference(before, known);
      if (event.added?.length || event.removed?.length || event.changed?.length)
        changed.fire(event);
    }),
  );
  return {
    onDidChangeSessions: changed.event,
    async getSessions(_scopes, options) {
      const id = options.account?.id;
      return sessions().filter(({ account }) => id === undefined || account.id === id);
    },
    async createSession() {
      await actions.connect();
      const connection = connections.current();
      if (!connection) throw new CancelledError();
      return sessionOf(connection);
    },
    async removeSession(sessionId) {
      const gone = connections.list().find(({ id }) => id === sessionId);
      if (gone) await actions.remove(gone);
    },
    dispose() {
      owned.dispose();
    },
  };
}

function sessionOf(connection: Connection): AuthenticationSession {
  const { id } = connection;
  return {
    id,
    accessToken: `keyrail-connection-${id}`,
    account: { id, label: nameWithWarning(connection) },
    scopes: [],
  };
}

function difference(
  before: readonly AuthenticationSession[],
  now: readonly AuthenticationSession[],
): Change {
  const find = (list: readonly AuthenticationSession[], id: string) =>
    list.find((each) => each.id === id);
  return {
    added: now.filter(({ id }) => !find(before, id)),
    removed: before.filter(({ id }) => !find(now, id)),
    changed: now.filter((each) => {
      const old = find(before, each.id);
      return old !== undefined && old.account.label !== each.account.label;
    }),
  };
}
