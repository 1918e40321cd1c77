import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from './app.ts';
import type { Call } from './exchange.ts';
import { admitLocal } from './localCallers.ts';
import type { Caller } from './people.ts';
import { callFrom } from './socketCall.ts';

/** What stands between the socket and the app. */
export interface Door {
  readonly app: Pick<App, 'answer'>;
  /** 0 takes any free one. */
  readonly port: number;
  /**
   * Who asks on the management plane; `undefined` is nobody. A door without it serves the runtime
   * plane only, whatever the request says.
   */
  readonly identify?: (call: Call) => Caller | undefined;
  /** Proves to another process that this one has the data file open; gets its challenge and our port. */
  readonly prove?: (challenge: string, port: number) => string;
  /** Delays every answer, in milliseconds: for trying out slow networks. */
  readonly latencyMs?: number;
}

export interface Listener {
  readonly port: number;
  /** Stops at once, open connections included; twice is fine. */
  close(): Promise<void>;
}

/** Opens the door on 127.0.0.1. Rejects as `net.Server` does, with EADDRINUSE when the port is taken. */
export async function listen(door: Door): Promise<Listener> {
  const server = createServer({
    headersTimeout: 5000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: 5000,
    maxHeaderSize: 8 * 1024,
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: door.port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const port = portOf(server);
  server.on('request', (request, response) => {
    void serve(door, port, request, response);
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const ALWAYS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

async function serve(
  door: Door,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = callFrom(request);
  const reply = await door.app.answer(call, () => admitLocal(call, port, door.identify));
  if (door.latencyMs) await delay(door.latencyMs);
  const challenge = call.header('x-keyrail-challenge');
  const proof =
    door.prove !== undefined && challenge !== null && /^[0-9a-f]{64}$/.test(challenge)
      ? { 'x-keyrail-proof': door.prove(challenge, port) }
      : {};
  response.writeHead(reply.status, {
    ...ALWAYS,
    ...reply.headers,
    ...proof,
    'content-length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP.');
  return address.port;
}
