import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { readLines, writeLine, type Reply } from '../companion/wire.ts';

/** The companion in one extension host; useless after that window was loaded again. */
export interface Companion {
  /** Runs one probe; `T` is what `companion/probes.ts` says it answers. */
  ask<T>(probe: string, ...args: unknown[]): Promise<T>;
}

/** Where companions report for work, one after the other. */
export interface Reception {
  readonly port: number;
  /** The companion of the next window that opens. */
  next(): Promise<Companion>;
  close(): void;
}

const patienceMs = 90_000;

export async function openReception(): Promise<Reception> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP.');
  const sockets = new Set<Socket>();
  return {
    port: address.port,
    async next() {
      // `as`: the one argument of the event.
      const [socket] = (await once(server, 'connection', {
        signal: AbortSignal.timeout(patienceMs),
      })) as [Socket];
      sockets.add(socket);
      return companionOn(socket);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function companionOn(socket: Socket): Companion {
  const waiting = new Map<number, (reply: Reply) => void>();
  let count = 0;
  readLines(socket, (message) => {
    // `as`: our own companion is the only one that knows the port.
    const reply = message as Reply;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  // A host that is gone answers nothing; the question's own patience tells.
  socket.on('error', () => undefined);
  return {
    async ask<T>(probe: string, ...args: unknown[]): Promise<T> {
      const id = ++count;
      const reply = await new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`The probe ${probe} did not answer in ${patienceMs / 1000} s.`));
        }, patienceMs);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        writeLine(socket, { id, probe, args });
      });
      if (reply.error !== undefined) throw new Error(`${probe}: ${reply.error}`);
      // `as`: the caller names what its probe answers.
      return reply.value as T;
    },
  };
}
