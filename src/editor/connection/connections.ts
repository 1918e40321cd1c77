import { t } from '@vscode/l10n';
import { EventEmitter, type Event, type Memento } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { HostSecrets } from '../hosts/hostSecrets.ts';
import { createDisposableStore, type Disposable } from '../disposables.ts';
import { createChosenWorkspaces } from './chosenWorkspaces.ts';
import { headerKey } from './headerValues.ts';
import { watchOtherWindows } from './watchOtherWindows.ts';

/** The embedded control plane of this machine. */
export interface LocalConnection {
  readonly kind: 'local';
  readonly id: 'local';
  readonly name: string;
  readonly production: false;
}

/** A control plane somewhere else. Header values are secrets and live in SecretStorage. */
export interface RemoteConnection {
  readonly kind: 'remote';
  readonly id: string;
  readonly name: string;
  /** Origin and optional path, without `/api/v1`. */
  readonly baseUrl: string;
  readonly production: boolean;
  readonly headerNames: readonly string[];
  /** Another one whenever values were entered anew: who is known by them may be somebody else. */
  readonly headersId?: string;
}

export type Connection = LocalConnection | RemoteConnection;

/** Ids of control-plane workspaces that the person chose for a connection. */
export interface ChosenWorkspace {
  /** In this VS Code workspace. */
  readonly chosen: string | undefined;
  /** In whichever VS Code workspace it was last; a new one begins with it. */
  readonly last: string | undefined;
}

export const localConnection: LocalConnection = {
  kind: 'local',
  id: 'local',
  name: t('Local control plane'),
  production: false,
};

/** The person's connections, and which one this VS Code workspace uses. */
export interface Connections {
  /** After every change, also one that was made in another window. */
  readonly onDidChange: Event<void>;
  list(): readonly Connection[];
  /** The one this VS Code workspace uses; a new one begins with the one that was chosen last. */
  current(): Connection | undefined;
  use(connection: Connection): Promise<void>;
  /** Stores the header values first, so that a listed connection can always be used. */
  add(connection: RemoteConnection, headers: ReadonlyMap<string, Secret>): Promise<void>;
  addLocal(): Promise<void>;
  /**
   * Replaces the connection of the same id. Values that are not given stay, but none of them goes
   * to another origin. Resolves with the connection as it is kept. @throws Error when one would
   * have to.
   */
  change(
    connection: RemoteConnection,
    headers: ReadonlyMap<string, Secret>,
  ): Promise<RemoteConnection>;
  remove(id: string): Promise<void>;
  /** @throws UserFacingError when this editor does not have a value, e.g. without a keyring. */
  headers(connection: RemoteConnection): Promise<Record<string, Secret>>;
  /** The control-plane workspace that this VS Code workspace is in, by choice or as the only one. */
  workspaceOf(connection: Pick<Connection, 'id'>): string | undefined;
  /** The same, with the one that the person chose last anywhere. */
  chosenWorkspaceOf(connection: Connection): ChosenWorkspace;
  useWorkspace(connection: Connection, workspaceId: string): Promise<void>;
  /** Stays in the one that was found here first, also when the server lists another one before it. */
  keepWorkspace(connection: Connection, workspaceId: string): void;
}

const listKey = 'connections';
const currentKey = 'connection';
const hintKey = 'connections:changed';

/**
 * @param hostState what the client keeps for this host: every host has its own connections
 * @param wake when something may have changed elsewhere, e.g. the window was focused
 */
export function createConnections(
  hostState: Pick<Memento, 'get' | 'update'>,
  workspaceState: Memento,
  secrets: Omit<HostSecrets, 'keys'>,
  wake: Event<unknown>,
): Connections & Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<void>());
  const list = () => hostState.get<readonly Connection[]>(listKey, []);
  const find = (id: string | undefined) => list().find((connection) => connection.id === id);

  const current = () => {
    const chosen = workspaceState.get<string>(currentKey);
    const found = find(chosen ?? hostState.get<string>(currentKey));
    // From here on another window's choice must not move this one, least of all to production.
    if (found && chosen === undefined) void workspaceState.update(currentKey, found.id);
    return found;
  };

  const seen = () => JSON.stringify([list(), current()?.id]);
  let last = seen();
  const tell = () => {
    last = seen();
    changed.fire();
  };
  watchOtherWindows(
    owned,
    secrets,
    wake,
    () => current()?.id,
    (valuesChanged) => {
      if (valuesChanged || seen() !== last) tell();
    },
  );

  const save = async (connections: readonly Connection[]) => {
    await hostState.update(listKey, connections);
    // Tells the other windows. Without a keyring they find out when they are focused.
    await secrets.store(hintKey, String(Date.now())).then(undefined, () => undefined);
  };
  const choose = async (connection: Connection) => {
    await workspaceState.update(currentKey, connection.id);
    await hostState.update(currentKey, connection.id);
    tell();
  };
  const changes = async () => {
    const { createConnectionChanges } = await import('../onUse.ts');
    const known = { list, find, save, choose, tell };
    return createConnectionChanges(known, hostState, workspaceState, secrets);
  };

  return {
    onDidChange: changed.event,
    list,
    current,
    use: choose,
    add: async (...given) => (await changes()).add(...given),
    addLocal: async () => (await changes()).put(localConnection),
    change: async (...given) => (await changes()).change(...given),
    remove: async (id) => (await changes()).remove(id),
    async headers(connection) {
      const { readHeaders } = await import('../onRead.ts');
      return readHeaders(connection, (name) => secrets.get(headerKey(connection, name)));
    },
    ...createChosenWorkspaces(hostState, workspaceState, () => {
      changed.fire();
    }),
    dispose() {
      owned.dispose();
    },
  };
}
