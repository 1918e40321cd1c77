import path from 'node:path';
import type { Transform } from 'node:stream';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  constants,
  createBrotliCompress,
  createDeflate,
  createGzip,
  createZstdCompress,
  gzipSync,
} from 'node:zlib';
import { startProgram } from '../../support/program.ts';
import type { Run } from '../run.ts';
import type { Reply } from './hostileReplies.ts';
import { startHostileServer } from './hostileServer.ts';

const MiB = 1024 * 1024;
/** The whole answer is 5 MiB at most; twice that while it is joined, and what zlib and the collector take. */
const MAY_GROW_BY = 48;

/** Answers that are a gigabyte when unpacked, or never end: read to 5 MiB and no further. */
export async function bombsSection({ report, long }: Run): Promise<void> {
  const section = report.section('server: answers that swell');
  const size = long ? 1024 * MiB : 100 * MiB;
  const bombs = await makeBombs(size);
  const names = Object.keys(bombs);
  const harmless = reply({}, ['{}']);
  const server = await startHostileServer((number) => bombs[names[number - 1] ?? ''] ?? harmless);
  const client = path.join(import.meta.dirname, 'bombClient.ts');
  const lines: string[] = [];
  try {
    const run = await startProgram(process.execPath, [client, server.url, String(names.length)], {
      env: process.env,
      onLine: (line) => lines.push(line),
    });
    const exit = await run.ended;
    if (exit !== 0) section.fail(`the client ended with ${exit}: ${run.log().slice(-400)}`);
    const most: number[] = [];
    for (const line of lines) {
      if (!line.startsWith('{')) continue;
      // `as`: bombClient.ts wrote it.
      const { number, how, grown } = JSON.parse(line) as Record<'number' | 'grown', number> & {
        how: string;
      };
      const name = names[number - 1] ?? '?';
      most.push(grown);
      if (grown > MAY_GROW_BY) section.fail(`${name}: grew by ${grown.toFixed(0)} MiB`);
      else if (/^(too-large|network|not-json|schema)$/.test(how)) section.pass();
      else section.fail(`${name}: ended as ${how}`);
    }
    if (most.length < names.length) section.fail(`only ${most.length} of ${names.length} ended`);
    section.note(
      `${names.join(', ')} of ${size / MiB} MiB: grew by ≤ ${Math.max(0, ...most).toFixed(0)} MiB`,
    );
  } finally {
    await server.close();
  }
}

function reply(headers: Record<string, string>, pieces: readonly (Buffer | string)[]): Reply {
  const all = { 'Content-Type': 'application/json', Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = `HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n`;
  return { kind: 'bomb', pieces: [head, ...pieces], pauseMs: 0, then: 'end' };
}

async function makeBombs(size: number): Promise<Record<string, Reply>> {
  const zeros = () =>
    Readable.from(
      (function* () {
        const block = Buffer.alloc(MiB, 0x20);
        for (let at = 0; at < size; at += MiB) yield block;
      })(),
    );
  const packed = (by: Transform) => buffer(zeros().pipe(by));
  const gzip = await packed(createGzip());
  const block = Buffer.alloc(MiB, 0x20);
  return {
    plain: reply(
      { 'Content-Length': String(size) },
      Array.from({ length: size / MiB }, () => block),
    ),
    gzip: reply({ 'Content-Encoding': 'gzip' }, [gzip]),
    deflate: reply({ 'Content-Encoding': 'deflate' }, [await packed(createDeflate())]),
    brotli: reply({ 'Content-Encoding': 'br' }, [
      await packed(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
    ]),
    zstd: reply({ 'Content-Encoding': 'zstd' }, [await packed(createZstdCompress())]),
    'gzip twice': reply({ 'Content-Encoding': 'gzip, gzip' }, [gzipSync(gzip)]),
    'deep list': reply(
      {},
      Array.from({ length: 6 }, () => Buffer.alloc(MiB, '[')),
    ),
    'just below the limit': reply({}, ['[', Buffer.alloc(5 * MiB - 2, 0x20), ']']),
  };
}
