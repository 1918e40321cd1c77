import { serverWord } from '../domain/text/serverWords.ts';
import { placeNames, type Snapshot } from '../editor/keys/snapshot.ts';
import type { Where } from './protocol/where.ts';

/** Where the window looks, as far as it is known; `null` where it is not connected. */
export function whereOf({ connection, context }: Snapshot): Where | null {
  if (!connection) return null;
  return {
    connection: connection.name,
    production: connection.production,
    workspace: (context && placeNames(context)[1]) ?? null,
    role: context?.role === undefined ? null : serverWord(context.role),
    chosen: context !== undefined,
  };
}
