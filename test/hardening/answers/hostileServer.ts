import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { listenTcp, type Listening } from '../../support/listen.ts';
import type { Reply } from './hostileReplies.ts';

/** A server on this machine that answers the request to `/api/v1/<number>` as it is told. */
export function startHostileServer(replyTo: (number: number) => Reply): Promise<Listening> {
  return listenTcp((socket) => {
    let asked = '';
    socket.on('data', (chunk) => {
      asked += chunk.toString('latin1');
      const number = /^[A-Z]+ \/api\/v1\/(\d+)[ ?]/.exec(asked)?.[1];
      if (number === undefined || !asked.includes('\r\n\r\n')) return;
      asked = '';
      void answer(socket, replyTo(Number(number)));
    });
  });
}

async function answer(socket: Socket, { pieces, pauseMs, then }: Reply): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    const taken = socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    if (!taken)
      await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    if (pauseMs > 0) await delay(pauseMs);
  }
  if (then === 'end') socket.end();
  if (then === 'reset') socket.resetAndDestroy();
}
