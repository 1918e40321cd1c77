import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { listenOn } from '../../support/listen.ts';

const report = z.object({
  size: z.number(),
  sha256: z.string(),
  told: z.number(),
  grew: z.number(),
});

const megabyte = 1_000_000;
const line = `${JSON.stringify({ event_id: 'evt_1', payload: { text: 'x'.repeat(900) } })}\n`;
const piece = Buffer.from(line.repeat(Math.round(megabyte / line.length)));
const pieces = 300;

describe('an audit export of hundreds of megabytes', () => {
  it('comes through a socket into a file while the process grows by a part of it', async function () {
    this.timeout(180_000);
    const hash = createHash('sha256');
    const body = function* () {
      for (let count = 0; count < pieces; count++) {
        hash.update(piece);
        yield piece;
      }
    };
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
      Readable.from(body()).pipe(response);
    });
    const listening = await listenOn(server, 0);
    const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-export-'));
    try {
      const file = path.join(folder, 'audit.jsonl');
      const program = fileURLToPath(new URL('./programs/downloadAudit.ts', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [
        program,
        listening.url,
        file,
      ]);
      const { size, sha256, told, grew } = report.parse(JSON.parse(stdout));
      assert.equal(size, piece.length * pieces);
      assert.equal(statSync(file).size, size);
      assert.equal(sha256, hash.digest('hex'));
      assert.ok(told > pieces, `progress was told ${told} times`);
      const [whole, part] = [size, grew].map((bytes) => Math.round(bytes / megabyte));
      console.log(`      ${whole} MB exported, the process grew by ${part} MB at most`);
      assert.ok(grew < size / 2, `it grew by ${part} MB for ${whole} MB`);
    } finally {
      rmSync(folder, { recursive: true });
      await listening.close();
    }
  });
});
