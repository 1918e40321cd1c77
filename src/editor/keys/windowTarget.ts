import type { Connections } from '../connection/connections.ts';

/** A connection as it is now, with the control-plane workspace that is chosen in it. */
export interface WindowTarget {
  readonly connectionId: string;
  /** The same text exactly where nothing about the two is another. */
  readonly text: string;
}

/** Where a window looks; whatever else is known belongs to that. `undefined` where it is not connected. */
export function targetOf(connections: Connections): WindowTarget | undefined {
  const connection = connections.current();
  return (
    connection && {
      connectionId: connection.id,
      text: JSON.stringify([connection, connections.workspaceOf(connection)]),
    }
  );
}
