import { createServer, type Socket } from 'node:net';
import { t } from '@vscode/l10n';
import { askedTooMuch } from './askedTooMuch.ts';
import { mostRequestBytes, request, type Notice, type Request, type Response } from './protocol.ts';
import { makeSocketPlace, type SocketPlace } from './socketFolder.ts';

/**
 * What answers: `signal` is aborted when the one who asked is gone; `wait` tells them meanwhile what is
 * waited for. Never rejects.
 */
export type RequestHandler = (
  request: Request,
  signal: AbortSignal,
  wait: (sentence: string) => void,
) => Promise<Response>;

export interface Listener {
  readonly address: string;
  dispose(): void;
}

/** So many the system keeps until they are looked at; it may keep fewer. */
const mostWaiting = 1024;
/** More than terminals ask at once; each takes at most `mostRequestBytes`. */
const mostAtOnce = 256;
/** For a whole request; an answer may wait for a person. */
const requestMs = 10_000;

/** Listens where only this person can ask, one request a connection. @throws the error of the system */
export async function listen(
  answer: RequestHandler,
  place: SocketPlace = makeSocketPlace(),
  limits: { readonly atOnce: number; readonly requestMs: number } = {
    atOnce: mostAtOnce,
    requestMs,
  },
): Promise<Listener> {
  const open = new Set<Socket>();
  const served = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    const inTime = () => setTimeout(() => socket.destroy(), limits.requestMs);
    let timer = inTime();
    socket.on('close', () => {
      open.delete(socket);
      served.delete(socket);
      clearTimeout(timer);
    });
    const say = (said: Response) => {
      served.delete(socket);
      if (socket.destroyed) return;
      clearTimeout(timer);
      // Whoever was told and stays is not kept.
      if (!isOfWindow(said)) timer = inTime();
      send(socket, said);
    };
    if (served.size >= limits.atOnce) {
      socket.resume();
      say(refused(askedTooMuch()));
      return;
    }
    served.add(socket);
    serve(socket, answer, {
      isWhole: () => {
        clearTimeout(timer);
      },
      say,
      wait: (sentence) => {
        if (!socket.destroyed) socket.write(lineOf({ kind: 'waiting', sentence }));
      },
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path: place.address, backlog: mostWaiting }, resolve);
    });
    place.close();
  } catch (error) {
    server.close();
    place.remove();
    throw error;
  }
  return {
    address: place.address,
    dispose() {
      server.close();
      for (const socket of open) socket.destroy();
      place.remove();
    },
  };
}

/** Half a request is none: who ends before it is whole, or does not end it in time, is not answered. */
function serve(
  socket: Socket,
  answer: RequestHandler,
  tell: {
    readonly isWhole: () => void;
    readonly say: (said: Response) => void;
    readonly wait: (sentence: string) => void;
  },
): void {
  const gone = new AbortController();
  const parts: Buffer[] = [];
  let size = 0;
  let isAsked = false;
  socket.on('close', () => {
    gone.abort();
  });
  socket.on('data', (part: Buffer) => {
    if (isAsked) return;
    parts.push(part);
    size += part.length;
    const isWhole = part.includes(10);
    if (!isWhole && size <= mostRequestBytes) return;
    isAsked = true;
    tell.isWhole();
    if (size > mostRequestBytes) {
      tell.say(refused(t('The command line is too long to be asked about.')));
      return;
    }
    void reply(Buffer.concat(parts), (asked) => answer(asked, gone.signal, tell.wait)).then(
      tell.say,
    );
  });
}

async function reply(
  bytes: Buffer,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const understood = request.safeParse(parsed(bytes.subarray(0, bytes.indexOf(10)).toString()));
  return understood.success
    ? answer(understood.data)
    : refused(
        t(
          'The window did not understand the command: it has another version of Keyrail. Reload it, then open a new terminal.',
        ),
      );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer that gives nothing, with the reason. */
export function refused(sentence: string): Response {
  return { kind: 'refused', sentence };
}

/** What ends with the window is told by the end of the connection. */
function isOfWindow(said: Response): boolean {
  return said.kind === 'granted' && said.isOfWindow;
}

function send(socket: Socket, said: Response): void {
  const line = lineOf(said);
  if (isOfWindow(said)) socket.write(line);
  // Whoever still writes reads it all the same, and then closes.
  else socket.end(line);
}

/** One line of JSON, as every message is. */
function lineOf(said: Response | Notice): string {
  return `${JSON.stringify(said)}\n`;
}
