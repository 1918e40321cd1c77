import net from 'node:net';

/** Everything that was heard until the connection closed, and how long that took. */
export interface Heard {
  readonly text: string;
  /** Of the first answer; `undefined` where there was none. */
  readonly status: number | undefined;
  readonly ms: number;
}

/** Says something on a bare connection to this machine and listens until it is closed. */
export function speak(port: number, words: Uint8Array | string, patienceMs = 15_000) {
  return new Promise<Heard>((resolve, reject) => {
    const started = performance.now();
    const chunks: Buffer[] = [];
    const socket = net.connect(port, '127.0.0.1');
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The connection was still open after ${patienceMs} ms.`));
    }, patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    // What is written after a refusal meets a closed connection.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
      resolve({
        text,
        status: status === undefined ? undefined : Number(status),
        ms: performance.now() - started,
      });
    });
    socket.write(words);
    // Half-closed: a request that is never finished ends at once.
    socket.end();
  });
}
