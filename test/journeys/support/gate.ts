import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The one way to a server: closed, nobody reaches it; the address stays. */
export interface Gate {
  readonly port: number;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Passes bytes on to a port of this machine, which may be TLS. */
export async function openGate(to: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (port: number) => {
    server = createServer((from) => {
      const onwards = connect(to, '127.0.0.1');
      for (const socket of [from, onwards]) {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => {
          from.destroy();
          onwards.destroy();
        });
      }
      from.pipe(onwards).pipe(from);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const port = await listen(0);
  return {
    port,
    async open() {
      await listen(port);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!server?.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
