import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ReverseProxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  dispose(): Promise<void>;
}

/**
 * Puts a VS Code server that listens on a private socket behind a port of this machine, and answers
 * the one request that the lean server cannot: the key that the workbench seals its secrets with.
 * VS Code gives whoever reaches it a shell, so requests that a foreign page could send are refused.
 *
 * @param options.port 0 for any free one
 * @throws Error with `code: 'EADDRINUSE'` when something else has the port
 */
export async function startReverseProxy(options: {
  readonly port: number;
  readonly socketPath: string;
  readonly mintKey: Buffer;
}): Promise<ReverseProxy> {
  const { socketPath, mintKey } = options;
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    if (!isOurs(request)) {
      refuse(response);
    } else if (request.method === 'POST' && pathOf(request).endsWith('/mint-key')) {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', ...neverStored });
      response.end(mintKey);
    } else {
      pass(request, response, socketPath);
    }
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!isOurs(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(socketPath, () => {
      upstream.write(headOf(request));
      upstream.write(head);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    // Either end may go away at any time; the other then has nobody to talk to.
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
  });

  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    dispose: async () => {
      if (!server.listening) return;
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

const neverStored = { 'Cache-Control': 'no-store' };

/** Asked for by this machine's name, and by no page but our own. */
function isOurs(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  const port = request.socket.localPort;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

const pathOf = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://front').pathname;

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'Content-Type': 'text/plain' });
  response.end('This address answers only to pages of this machine.');
}

function pass(request: IncomingMessage, response: ServerResponse, socketPath: string): void {
  const { method, url, headers } = request;
  const upstream = forward({ socketPath, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  upstream.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** The request's own head, word for word. */
function headOf(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
