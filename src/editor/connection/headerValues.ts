import type { Secret } from '../../domain/secrets/secret.ts';
import type { HostSecrets } from '../hosts/hostSecrets.ts';
import type { Connection, RemoteConnection } from './connections.ts';

/** The origin is part of the name: a value cannot be found for any other one. */
export function headerKey({ id, baseUrl }: RemoteConnection, header: string): string {
  return `connection:${id}:${new URL(baseUrl).origin}:${header.toLowerCase()}`;
}

/** Under which names the values of its headers are kept. */
export function headerKeys(connection: Connection | undefined): readonly string[] {
  return connection?.kind === 'remote'
    ? connection.headerNames.map((name) => headerKey(connection, name))
    : [];
}

export async function storeHeaders(
  secrets: Pick<HostSecrets, 'store'>,
  connection: RemoteConnection,
  headers: ReadonlyMap<string, Secret>,
): Promise<void> {
  for (const [name, value] of headers) {
    await secrets.store(headerKey(connection, name), value.reveal());
  }
}
