import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

/** So often is a connection looked at; programs of this machine say all within milliseconds. */
const LOOK_AFTER_MS = 2500;

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** So many windows may stand by at a time; more have to look now and then. */
const KEPT_AT_MOST = 16;

/** So many connections are open at a time; whoever comes then takes the place of one that waits. */
const OPEN_AT_MOST = 64;

/** The socket side of an HTTP server. */
export interface Connections {
  readonly server: Server;
  /**
   * Looks no more at the connection of this request, whose answer takes as long as the server lasts; cuts
   * it only where it asks for something else, too. `false` where too many are kept.
   */
  keep(request: IncomingMessage): boolean;
  closeAll(): void;
}

/** A request whose head has come, and what will answer it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Listens in place of `http`, and cuts whoever does not finish a request. An HTTP server that listens
 * by itself looks at its connections every now and then even if it has none; here each connection has a
 * timer of its own until it is kept, so that a window whom no application asks is never woken.
 */
export function serveConnections(
  http: HttpServer,
  lookAfterMs: number = LOOK_AFTER_MS,
): Connections {
  /** With the last request of each; who has asked nothing for the longest time comes first. */
  const latest = new Map<Socket, Exchange | undefined>();
  const timers = new Map<Socket, NodeJS.Timeout>();
  const kept = new Set<Socket>();
  http.on('request', (request, response) => {
    // What is asked behind an answer without an end would wait for ever, and its socket with it.
    if (kept.has(request.socket)) request.socket.destroy();
    latest.delete(request.socket);
    latest.set(request.socket, { request, response });
  });
  /**
   * Cuts the one that has waited longest and is owed no answer: were the newest refused instead, as many
   * idle ones would shut out everybody else. `false` where all are being answered.
   */
  const displaceIdlest = (): boolean => {
    for (const [socket, exchange] of latest) {
      if (kept.has(socket) || isBeingAnswered(exchange)) continue;
      socket.destroy();
      latest.delete(socket);
      return true;
    }
    return false;
  };
  // As HTTP servers make theirs: whoever has said all may close that half.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    if (latest.size >= OPEN_AT_MOST && !displaceIdlest()) {
      socket.destroy();
      return;
    }
    latest.set(socket, undefined);
    timers.set(
      socket,
      cutWhenLate(socket, () => latest.get(socket), lookAfterMs),
    );
    socket.once('close', () => {
      clearTimeout(timers.get(socket));
      timers.delete(socket);
      kept.delete(socket);
      latest.delete(socket);
    });
    http.emit('connection', socket);
  });
  return {
    server,
    keep({ socket, complete }) {
      if (!complete || !latest.has(socket) || kept.size === KEPT_AT_MOST) return false;
      clearTimeout(timers.get(socket));
      kept.add(socket);
      return true;
    },
    closeAll() {
      for (const socket of latest.keys()) socket.destroy();
    },
  };
}

const isBeingAnswered = (exchange: Exchange | undefined): boolean =>
  exchange?.request.complete === true && !exchange.response.writableFinished;

/** Cuts the connection once two looks in a row find that it has begun a request and not finished it. */
function cutWhenLate(
  socket: Socket,
  latest: () => Exchange | undefined,
  lookAfterMs: number,
): NodeJS.Timeout {
  let finished: Exchange | undefined;
  let bytes = 0;
  let wasLate = false;

  /** A connection that has never said anything counts as one that has begun. */
  function isLate(): boolean {
    const exchange = latest();
    if (!exchange?.request.complete) return true;
    if (exchange === finished) {
      return exchange.response.writableFinished && socket.bytesRead !== bytes;
    }
    finished = exchange;
    bytes = socket.bytesRead;
    return false;
  }

  const timer = setTimeout(() => {
    const late = isLate();
    if (late && wasLate) {
      socket.write(TOO_SLOW);
      socket.destroy();
      return;
    }
    wasLate = late;
    timer.refresh();
  }, lookAfterMs);
  return timer;
}
