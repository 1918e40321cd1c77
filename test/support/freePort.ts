import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Systems give ports to who asks for any, and to every connection that goes out, from a range above
 * these (Linux from 32768, macOS and Windows from 49152): what is free here now still is when a window
 * has started.
 */
const [first, last] = [20_000, 32_000] as const;

/** A TCP port on 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, last);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
