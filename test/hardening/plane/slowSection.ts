import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../../src/controlPlane/listener/listen.ts';
import { issue } from '../../unit/controlPlane/credentials.ts';
import { openPlaneFixture } from '../../unit/controlPlane/planeFixture.ts';
import type { Run } from '../run.ts';

const SLOW = 64;
/** What a slow client may cost: its connection, for so long. */
const CLOSED_WITHIN_MS = 7000;

type Manner = 'head' | 'body' | 'silent' | 'mixed';

/** What a slow client says first; afterwards it says one byte now and then, or nothing. */
const firstWords = {
  head: () => 'GET /api/v1/health HTTP/1.1\r\nX: ',
  body: (port: number) =>
    `POST /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 60000\r\n\r\n`,
  silent: () => '',
};
const three = ['head', 'body', 'silent'] as const;

/**
 * 64 clients that never finish a sentence: each is let go in time, and a program that asks meanwhile
 * is answered. The listener takes 64 connections, so that program has one of them.
 */
export async function slowSection({ report, long }: Run): Promise<void> {
  const section = report.section('control plane: slow clients');
  const fixture = await openPlaneFixture();
  const { secret } = await issue(fixture);
  const listener = await listen({ app: fixture.plane.app, port: 0 });
  const { port } = listener;
  const judge = (what: string, times: readonly number[]) => {
    for (const time of times) {
      if (time <= CLOSED_WITHIN_MS) section.pass();
      else section.fail(`${what}: a slow client was kept for ${time.toFixed(0)} ms`);
    }
    return (Math.max(...times) / 1000).toFixed(1);
  };
  try {
    const manners: readonly Manner[] = long ? three : ['mixed'];
    for (const manner of manners) {
      const asking = new AbortController();
      const quick = verifyMeanwhile(port, secret, asking.signal);
      // The program is connected before they come; with all 64 places taken nobody else gets in.
      await delay(50);
      const slow = Array.from({ length: SLOW - 1 }, (_, at) =>
        closedAfter(port, firstWords[manner === 'mixed' ? three[at % 3]! : manner](port)),
      );
      const longest = judge(manner, await Promise.all(slow));
      asking.abort();
      const { refused, ms } = await quick;
      if (refused === 0 && ms.length > 100) section.pass();
      else section.fail(`${manner}: ${refused} of ${ms.length} verifications were not answered`);
      section.note(
        `${SLOW - 1} × ${manner}: closed after ≤ ${longest} s, ${ms.length} verifications meanwhile, p99 ${percentile(ms, 0.99).toFixed(1)} ms`,
      );
    }
    const flood = Array.from({ length: SLOW * 3 }, () => closedAfter(port, firstWords.head()));
    judge(`${SLOW * 3} at once`, await Promise.all(flood));
    const afterwards = await fetch(`http://127.0.0.1:${port}/api/v1/health`);
    if (afterwards.ok) section.pass();
    else section.fail(`health afterwards: ${afterwards.status}`);
  } finally {
    await listener.close();
    await fixture.close();
  }
}

/** Milliseconds until the listener closes a connection that drips. */
function closedAfter(port: number, first: string): Promise<number> {
  return new Promise((resolve) => {
    const started = performance.now();
    const socket = net.connect(port, '127.0.0.1');
    const end = () => {
      clearInterval(drip);
      clearTimeout(patience);
      socket.destroy();
      resolve(performance.now() - started);
    };
    const drip = setInterval(() => {
      if (first !== '') socket.write('.');
    }, 400);
    const patience = setTimeout(end, 15_000);
    socket.on('error', () => undefined);
    socket.once('close', end);
    socket.resume();
    if (first !== '') socket.write(first);
  });
}

async function verifyMeanwhile(port: number, secret: string, signal: AbortSignal) {
  const ms: number[] = [];
  let refused = 0;
  while (!signal.aborted) {
    const started = performance.now();
    const status = await fetch(`http://127.0.0.1:${port}/api/v1/_probe`, {
      headers: { authorization: `Bearer ${secret}` },
    }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 404) ms.push(performance.now() - started);
    else refused++;
    await delay(5);
  }
  return { ms, refused };
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
