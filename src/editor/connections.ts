import { EventEmitter, type Event, type Memento, type SecretStorage } from 'vscode';
import { Secret } from '../domain/secret.ts';

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
}

export type Connection = LocalConnection | RemoteConnection;

export const localConnection: LocalConnection = {
  kind: 'local',
  id: 'local',
  name: 'Local control plane',
  production: false,
};

/** The person's connections, and which one this VS Code workspace uses. */
export interface Connections {
  readonly onDidChange: Event<void>;
  list(): readonly Connection[];
  current(): Connection | undefined;
  use(connection: Connection): Promise<void>;
  /** Stores the header values first, so that a listed connection can always be used. */
  add(connection: RemoteConnection, headers: ReadonlyMap<string, Secret>): Promise<void>;
  addLocal(): Promise<void>;
  remove(id: string): Promise<void>;
  headers(connection: RemoteConnection): Promise<Record<string, Secret>>;
  /** The control-plane workspace chosen here for a connection. */
  workspaceOf(connection: Connection): string | undefined;
  useWorkspace(connection: Connection, workspaceId: string): Promise<void>;
}

const listKey = 'connections';
const currentKey = 'connection';
const headerKey = (id: string, name: string) => `connection:${id}:${name.toLowerCase()}`;

export function createConnections(
  globalState: Memento,
  workspaceState: Memento,
  secrets: SecretStorage,
): Connections & { dispose(): void } {
  const changed = new EventEmitter<void>();
  const list = () => globalState.get<readonly Connection[]>(listKey, []);
  const save = async (connections: readonly Connection[]) => {
    await globalState.update(listKey, connections);
  };
  const use = async (connection: Connection) => {
    await workspaceState.update(currentKey, connection.id);
    await globalState.update(currentKey, connection.id);
    changed.fire();
  };
  const others = (id: string) => list().filter((connection) => connection.id !== id);

  return {
    onDidChange: changed.event,
    list,
    current() {
      const id = workspaceState.get<string>(currentKey) ?? globalState.get<string>(currentKey);
      return list().find((connection) => connection.id === id);
    },
    use,
    async add(connection, headers) {
      for (const [name, value] of headers) {
        await secrets.store(headerKey(connection.id, name), value.reveal());
      }
      await save([...others(connection.id), connection]);
      await use(connection);
    },
    async addLocal() {
      await save([...others(localConnection.id), localConnection]);
      await use(localConnection);
    },
    async remove(id) {
      const gone = list().find((connection) => connection.id === id);
      if (gone?.kind === 'remote') {
        for (const name of gone.headerNames) await secrets.delete(headerKey(id, name));
      }
      await save(others(id));
      changed.fire();
    },
    async headers(connection) {
      const found: Record<string, Secret> = {};
      for (const name of connection.headerNames) {
        const value = await secrets.get(headerKey(connection.id, name));
        if (value) found[name] = new Secret(value);
      }
      return found;
    },
    workspaceOf(connection) {
      return workspaceState.get<string>(`workspace:${connection.id}`);
    },
    async useWorkspace(connection, workspaceId) {
      await workspaceState.update(`workspace:${connection.id}`, workspaceId);
      changed.fire();
    },
    dispose() {
      changed.dispose();
    },
  };
}
