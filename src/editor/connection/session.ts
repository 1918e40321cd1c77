import type { ManagementClient } from '../../client/api/managementClient.ts';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import { createServerClock, type ServerClock } from '../../client/transport/serverClock.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Connection, Connections, RemoteConnection } from './connections.ts';
import type { LocalControlPlaneHost } from './localControlPlane.ts';
import { readSetting } from '../settings.ts';

/** A connection with its clients. Holds no credential itself: headers are read for each request. */
export interface Session {
  readonly connection: Connection;
  readonly management: ManagementClient;
  /** The runtime plane as one key sees it; management headers never travel there. */
  runtime(secret: Secret): RuntimeClient;
  /**
   * What an application puts into its base URL variable, asked each time before a secret is placed, lent
   * or used by something else: that of the local control plane must prove itself first.
   * @throws UserFacingError where it does not
   */
  provenBaseUrl(): Promise<string>;
  /** By which it judges keys; both planes of it tell the time. */
  readonly clock: ServerClock;
}

export interface Sessions {
  /** @throws UserFacingError when the local control plane cannot be opened. */
  open(connection: Connection): Promise<Session>;
  /** The clock of this connection's control plane; this machine's as long as it was not asked. */
  clockOf(connectionId: string): ServerClock;
  /** A client with these header values, of a connection that is not kept (yet). */
  probe(
    baseUrl: string,
    headers: Readonly<Record<string, Secret>>,
  ): Promise<Pick<ManagementClient, 'me'>>;
}

/** Loads the HTTP client at the first session, not before. */
export function createSessions(connections: Connections, local: LocalControlPlaneHost): Sessions {
  const open = new Map<string, Promise<Session>>();
  const clocks = new Map<string, ServerClock>();
  const clockOf = (connectionId: string): ServerClock => {
    const known = clocks.get(connectionId) ?? createServerClock();
    clocks.set(connectionId, known);
    return known;
  };

  return {
    clockOf,
    open(connection) {
      // A connection that was edited is another one: everything about it is part of the name here, and
      // how long its clients wait.
      const name = JSON.stringify([connection, readSetting('requestTimeoutMs')]);
      const known = open.get(name);
      if (known) return known;
      const session =
        connection.kind === 'local'
          ? openLocal(connection, local, clockOf(connection.id))
          : openRemote(connection, connections, clockOf(connection.id));
      open.set(name, session);
      session.catch(() => open.delete(name));
      return session;
    },
    async probe(baseUrl, headers) {
      const client = await loadClient();
      const edge = { baseUrl, headers: async () => headers, ...client.shared() };
      return client.createManagementClient(client.createHttp(edge));
    },
  };
}

/** In-process on both planes: works while another window has the port, and needs no socket. */
async function openLocal(
  connection: Connection,
  local: LocalControlPlaneHost,
  clock: ServerClock,
): Promise<Session> {
  const [client, plane] = await Promise.all([loadClient(), local.open()]);
  const edge = { baseUrl: local.baseUrl, headers: noHeaders, ...client.shared() };
  const caller = { subject: plane.subject };
  const management = client.createHttp({
    ...edge,
    fetch: (request) => plane.app.hand(request, caller),
  });
  const runtime = client.createHttp({ ...edge, fetch: (request) => plane.app.hand(request) });
  return {
    connection,
    management: client.createManagementClient(management),
    runtime: (secret) => client.createRuntimeClient(runtime, secret),
    provenBaseUrl: () => local.provenBaseUrl(),
    clock,
  };
}

async function openRemote(
  connection: RemoteConnection,
  connections: Connections,
  clock: ServerClock,
): Promise<Session> {
  const client = await loadClient();
  const edge = { baseUrl: connection.baseUrl, ...client.shared(), clock };
  const management = client.createHttp({
    ...edge,
    headers: () => connections.headers(connection),
  });
  const runtime = client.createHttp({ ...edge, headers: noHeaders });
  return {
    connection,
    management: client.createManagementClient(management),
    runtime: (secret) => client.createRuntimeClient(runtime, secret),
    provenBaseUrl: async () => connection.baseUrl,
    clock,
  };
}

async function loadClient() {
  const { createHttp, createManagementClient, createRuntimeClient, createCircuit } =
    await import('../onRead.ts');
  return {
    createHttp,
    createManagementClient,
    createRuntimeClient,
    /** One circuit for both planes: a dead server costs one timeout, not one per view. */
    shared: () => ({ timeoutMs: readSetting('requestTimeoutMs'), circuit: createCircuit() }),
  };
}

async function noHeaders(): Promise<Record<string, Secret>> {
  return {};
}
