import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import net from 'node:net';

/** A server of a test's own on a free port of 127.0.0.1. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const open = new Set<Listening>();

/** For `afterEach`: a test that failed half way must not keep the process alive. */
export async function closeAllListening(): Promise<void> {
  for (const listening of [...open]) await listening.close();
}

function kept<Server extends Listening>(server: Server): Server {
  const close = server.close.bind(server);
  const owned = {
    ...server,
    async close() {
      open.delete(owned);
      await close();
    },
  };
  open.add(owned);
  return owned;
}

/** A real HTTP server that remembers the headers of what reached it. */
export async function listenHttp(
  handler: RequestListener,
): Promise<Listening & { readonly seen: readonly IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    handler(request, response);
  });
  const listening = await listenOn(server, 0);
  return kept({
    ...listening,
    seen,
    async close() {
      server.closeAllConnections();
      await listening.close();
    },
  });
}

/** A bare TCP server, for answers that no HTTP server would give. */
export async function listenTcp(handler: (socket: net.Socket) => void): Promise<Listening> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A test that cuts connections sees its own cuts as errors.
    socket.on('error', () => undefined);
    handler(socket);
  });
  const listening = await listenOn(server, 0);
  return kept({
    ...listening,
    async close() {
      for (const socket of sockets) socket.destroy();
      await listening.close();
    },
  });
}

/** Starts a server on 127.0.0.1; port 0 is any free one. Closing twice is fine. */
export async function listenOn(server: net.Server, port: number): Promise<Listening> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
