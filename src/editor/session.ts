import type { ManagementClient } from '../client/managementClient.ts';
import type { RuntimeClient } from '../client/runtimeClient.ts';
import type { Secret } from '../domain/secret.ts';
import type { Connection, Connections } from './connections.ts';
import type { LocalControlPlaneHost } from './localControlPlane.ts';
import { readSetting } from './settings.ts';

/** A connection with its clients. Holds no credential itself: headers are read for each request. */
export interface Session {
  readonly connection: Connection;
  readonly management: ManagementClient;
  /** The runtime plane as one key sees it; management headers never travel there. */
  runtime(secret: Secret): RuntimeClient;
  /** What an application puts into its base URL variable. */
  readonly runtimeBaseUrl: string;
}

export interface Sessions {
  /** @throws UserFacingError when the local control plane cannot be opened. */
  open(connection: Connection): Promise<Session>;
}

/** Loads the HTTP client at the first session, not before. */
export function createSessions(connections: Connections, local: LocalControlPlaneHost): Sessions {
  const open = new Map<string, Promise<Session>>();

  const make = async (connection: Connection): Promise<Session> => {
    const [{ createHttp }, { createManagementClient }, { createRuntimeClient }] = await Promise.all(
      [
        import('../client/http.ts'),
        import('../client/managementClient.ts'),
        import('../client/runtimeClient.ts'),
      ],
    );
    const timeoutMs = readSetting('requestTimeoutMs');
    if (connection.kind === 'local') {
      const plane = await local.open();
      const edge = { baseUrl: local.baseUrl, headers: noHeaders, timeoutMs };
      const caller = { subject: plane.subject };
      return {
        connection,
        management: createManagementClient(
          createHttp({ ...edge, fetch: (request) => plane.app.fetch(request, caller) }),
        ),
        // The same window need not go through TCP, and works while another one listens.
        runtime: (secret) =>
          createRuntimeClient(
            createHttp({ ...edge, fetch: (request) => plane.app.fetch(request) }),
            secret,
          ),
        runtimeBaseUrl: local.baseUrl,
      };
    }
    const edge = { baseUrl: connection.baseUrl, timeoutMs };
    return {
      connection,
      management: createManagementClient(
        createHttp({ ...edge, headers: () => connections.headers(connection) }),
      ),
      runtime: (secret) => createRuntimeClient(createHttp({ ...edge, headers: noHeaders }), secret),
      runtimeBaseUrl: connection.baseUrl,
    };
  };

  return {
    open(connection) {
      // A connection that was edited is another one: its address is part of the name here.
      const name = connection.kind === 'local' ? 'local' : `${connection.id} ${connection.baseUrl}`;
      const known = open.get(name);
      if (known) return known;
      const session = make(connection);
      open.set(name, session);
      session.catch(() => open.delete(name));
      return session;
    },
  };
}

async function noHeaders(): Promise<Record<string, Secret>> {
  return {};
}
