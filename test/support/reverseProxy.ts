import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { slashes } from './workbenchUrl.ts';

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
  /** A folder of the server's machine that windows trust without asking: they are told with their page. */
  readonly trustedFolder?: string;
}): Promise<ReverseProxy> {
  const { socketPath, mintKey, trustedFolder } = options;
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    if (!isOurs(request)) {
      refuse(response);
    } else if (request.method === 'POST' && pathOf(request).endsWith('/mint-key')) {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', ...neverStored });
      response.end(mintKey);
    } else if (trustedFolder !== undefined && isPageOf(request, trustedFolder)) {
      passTrusting(request, response, socketPath);
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

/** Whether it asks for the page of a window that shows exactly this folder. */
function isPageOf(request: IncomingMessage, folder: string): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://front');
  return (
    request.method === 'GET' &&
    pathname === '/' &&
    searchParams.get('folder') === slashes(folder) &&
    searchParams.getAll('folder').length === 1 &&
    !searchParams.has('workspace')
  );
}

/** Passes the page on with the word by which VS Code has no restricted mode in this one window. */
function passTrusting(
  request: IncomingMessage,
  response: ServerResponse,
  socketPath: string,
): void {
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  const upstream = forward({ socketPath, path: request.url, headers }, (answer) => {
    text(answer)
      .then((page) => {
        // Its length is another one now.
        const others = Object.entries(answer.headers).filter(([name]) => name !== 'content-length');
        response.writeHead(answer.statusCode ?? 502, Object.fromEntries(others));
        response.end(
          page.replace(
            '&quot;enableWorkspaceTrust&quot;:true',
            '&quot;enableWorkspaceTrust&quot;:false',
          ),
        );
      })
      .catch(() => response.destroy());
  });
  upstream.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => upstream.destroy());
  upstream.end();
}

/** The request's own head, word for word. */
function headOf(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
