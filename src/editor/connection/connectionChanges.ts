import { randomUUID } from 'node:crypto';
import type { Memento } from 'vscode';
import type { HostSecrets } from '../hosts/hostSecrets.ts';
import { workspaceKey } from './chosenWorkspaces.ts';
import type { Connection, Connections } from './connections.ts';
import { headerKey, headerKeys, storeHeaders } from './headerValues.ts';

/** The list that is changed, and who is told of it. */
interface ConnectionList {
  readonly list: () => readonly Connection[];
  readonly find: (id: string) => Connection | undefined;
  readonly save: (connections: readonly Connection[]) => Promise<void>;
  /** Uses it here, and tells. */
  readonly choose: (connection: Connection) => Promise<void>;
  readonly tell: () => void;
}

interface ConnectionChanges extends Pick<Connections, 'add' | 'change' | 'remove'> {
  /** Lists one that has no header values, and uses it. */
  put(connection: Connection): Promise<void>;
}

/**
 * Changes of the list with what belongs to a connection: header values are stored before it is listed
 * and go before it does, so that a listed one can be used and none leaves a value behind.
 */
export function createConnectionChanges(
  { list, find, save, choose, tell }: ConnectionList,
  hostState: Pick<Memento, 'update'>,
  workspaceState: Pick<Memento, 'update'>,
  secrets: Pick<HostSecrets, 'store' | 'delete'>,
): ConnectionChanges {
  const without = (id: string) => list().filter((connection) => connection.id !== id);
  const put = async (connection: Connection) => {
    await save([...without(connection.id), connection]);
    await choose(connection);
  };
  return {
    put,
    async add(connection, headers) {
      await storeHeaders(secrets, connection, headers);
      await put(connection);
    },
    async change(connection, headers) {
      const before = new Set(headerKeys(find(connection.id)));
      const missing = connection.headerNames.find(
        (name) => !headers.has(name) && !before.has(headerKey(connection, name)),
      );
      if (missing !== undefined)
        throw new Error(`No value of ${missing} is known for this origin.`);
      await storeHeaders(secrets, connection, headers);
      const kept = headers.size === 0 ? connection : { ...connection, headersId: randomUUID() };
      await save(list().map((known) => (known.id === kept.id ? kept : known)));
      const used = new Set(headerKeys(connection));
      for (const name of before) if (!used.has(name)) await secrets.delete(name);
      tell();
      return kept;
    },
    async remove(id) {
      for (const name of headerKeys(find(id))) await secrets.delete(name);
      await save(without(id));
      await workspaceState.update(workspaceKey({ id }), undefined);
      await hostState.update(workspaceKey({ id }), undefined);
      tell();
    },
  };
}
