import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { setImmediate as laterTurn, setTimeout as delay } from 'node:timers/promises';
import { UserFacingError } from '../../domain/errors.ts';
import type { App } from '../app.ts';
import type { ApiCall } from '../exchange.ts';
import type { Install } from '../install.ts';
import { serveConnections } from './connections.ts';
import { HEALTH } from './health.ts';
import { createAdmission } from './localCallers.ts';
import type { Caller } from '../workspaces/people.ts';
import { callFrom } from './socketCall.ts';
import { proveOwner } from './whoHasThePort.ts';

/** What stands between the socket and the app. */
export interface ListenerOptions {
  readonly app: Pick<App, 'answer'>;
  /** 0 takes any free one. */
  readonly port: number;
  /**
   * Who asks on the management plane; `undefined` is nobody. A listener without it serves the runtime
   * plane only, whatever the request says.
   */
  readonly identify?: (call: ApiCall) => Caller | undefined;
  /** Proves to another process that this one has the data file open, and the other way round. */
  readonly install?: Install;
  /** Delays every answer, in milliseconds: for trying out slow networks. */
  readonly latencyMs?: number;
  /** Told what goes wrong with the listener later on, such as too many open files. */
  readonly report?: (error: unknown) => void;
}

export interface Listener {
  readonly port: number;
  /** Stops at once, open connections included; twice is fine. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects as `net.Server` does, with EADDRINUSE when the port is taken. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const http = createServer({ keepAliveTimeout: 5000, maxHeaderSize: 8 * 1024 });
  const connections = serveConnections(http);
  const { server } = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Without a listener of its own the event would end the process.
  server.on('error', (error) => options.report?.(error));
  const port = portOf(server);
  const admit = createAdmission(port, options.identify);
  const here = { install: options.install, port };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = callFrom(request);
    const answer = options.app.answer(call, () => admit(call));
    // Waiting for what is there would put every answer off to after the turn.
    const reply = answer instanceof Promise ? await answer : answer;
    if (options.latencyMs) await delay(options.latencyMs);
    // Whether a request has more to say is known once what has arrived has been read.
    if (call.path === HEALTH) await laterTurn();
    const owner =
      call.path === HEALTH
        ? proveOwner(call, reply, here, () => connections.keep(request))
        : undefined;
    if (owner?.stays) {
      response.writeHead(reply.status, { ...ALWAYS, ...reply.headers, ...owner.headers });
      response.write(reply.body);
      return;
    }
    response.writeHead(reply.status, {
      ...ALWAYS,
      ...reply.headers,
      ...owner?.headers,
      'content-length': Buffer.byteLength(reply.body),
    });
    response.end(reply.body);
  };
  http.on('request', (request, response) => {
    serve(request, response).catch((error: unknown) => {
      options.report?.(error);
      response.destroy();
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        connections.closeAll();
      }),
  };
}

/** The sentence for a port that `listen` was refused. */
export function cannotListen(port: number, error: unknown): UserFacingError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new UserFacingError(
    `The local control plane cannot listen on port ${port} (${code}). Free the port or choose another one above 1024.`,
  );
}

const ALWAYS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP.');
  return address.port;
}
