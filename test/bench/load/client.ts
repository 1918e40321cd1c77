import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One request after the other on a few kept connections, with as little client as possible. */
export interface Load {
  /** Requests answered a second, over `ms` milliseconds. */
  rate(ms: number): Promise<number>;
  close(): void;
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** The whole next request, as it goes over the wire. */
  readonly request: () => string;
  /** Any other status ends the measurement: a refusal is quick, and no answer. */
  readonly status: number;
}

export async function openLoad(options: LoadOptions): Promise<Load> {
  const sockets = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  return {
    async rate(ms) {
      const start = performance.now();
      const counts = await Promise.all(
        sockets.map((socket) => answered(socket, options, start + ms)),
      );
      const seconds = (performance.now() - start) / 1000;
      return counts.reduce((sum, count) => sum + count, 0) / seconds;
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Asks again as soon as the answer is there, until `end`; resolves with the number of answers. */
function answered(socket: Socket, { request, status }: LoadOptions, end: number): Promise<number> {
  const expected = `HTTP/1.1 ${status} `;
  return new Promise((resolve, reject) => {
    let count = 0;
    let received = '';
    const settle = () => {
      socket.off('data', take).off('error', fail).off('close', fail);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error instanceof Error ? error : new Error('The server closed a connection.'));
    };
    const take = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith(expected)) {
        fail(new Error(`Expected ${status}, got: ${received.slice(0, 200)}`));
        return;
      }
      received = '';
      count += 1;
      if (performance.now() < end) {
        socket.write(request());
        return;
      }
      settle();
      resolve(count);
    };
    socket.on('data', take).on('error', fail).on('close', fail);
    socket.write(request());
  });
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(received.slice(0, head))?.[1];
  if (length === undefined) throw new Error('An answer without a length.');
  return received.length >= head + 4 + Number(length);
}
