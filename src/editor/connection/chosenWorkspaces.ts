import type { Memento } from 'vscode';
import type { Connection, Connections } from './connections.ts';

type ChosenWorkspaces = Pick<
  Connections,
  'workspaceOf' | 'chosenWorkspaceOf' | 'useWorkspace' | 'keepWorkspace'
>;

export const workspaceKey = ({ id }: Pick<Connection, 'id'>) => `workspace:${id}`;

/** In which control-plane workspace this VS Code workspace is, of each connection. */
export function createChosenWorkspaces(
  hostState: Pick<Memento, 'get' | 'update'>,
  workspaceState: Pick<Memento, 'get' | 'update'>,
  changed: () => void,
): ChosenWorkspaces {
  const workspaceOf: Connections['workspaceOf'] = (connection) =>
    workspaceState.get<string>(workspaceKey(connection));
  return {
    workspaceOf,
    chosenWorkspaceOf: (connection) => ({
      chosen: workspaceOf(connection),
      last: hostState.get<string>(workspaceKey(connection)),
    }),
    async useWorkspace(connection, workspaceId) {
      await workspaceState.update(workspaceKey(connection), workspaceId);
      await hostState.update(workspaceKey(connection), workspaceId);
      changed();
    },
    keepWorkspace(connection, workspaceId) {
      const name = workspaceKey(connection);
      if (workspaceState.get(name) === undefined) void workspaceState.update(name, workspaceId);
    },
  };
}
