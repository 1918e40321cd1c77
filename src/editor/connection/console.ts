import { consoleUrlOf } from '../../domain/text/consoleUrl.ts';
import type { Connection } from './connections.ts';

/** The web console of a connection's control plane, where it is known. */
export function consoleOf(connection: Connection | undefined): string | undefined {
  return connection?.kind === 'remote' ? consoleUrlOf(connection.baseUrl) : undefined;
}
