import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { fileName } from '../../../src/client/api/fileName.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import { readRecording } from '../../support/recordings.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';
import { startReplayServer } from '../../support/replayServer.ts';
import { failed } from './failed.ts';

const client = (url: string, timeoutMs = 10_000) =>
  createManagementClient(
    createHttp({
      baseUrl: url,
      headers: async () => ({ 'X-Authenticated-Subject': 'owner@acme.test' }),
      timeoutMs,
    }),
  );

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('client: audit download', () => {
  afterEach(closeAllListening);

  async function serve<T>(
    listener: RequestListener,
    work: (url: string) => Promise<T>,
  ): Promise<T> {
    const server = await listenHttp(listener);
    try {
      return await work(server.url);
    } finally {
      await server.close();
    }
  }

  describe('recorded', () => {
    it('hands over the bytes of an export as they are, with its name and type', async () => {
      const recording = readRecording('34-audit-export-json');
      const server = await startReplayServer([recording]);
      const download = await client(server.url).exportAudit('ws_support', { format: 'json' });
      assert.equal(download.filename, 'govrail-audit-support-20261122.json');
      assert.equal(download.contentType, 'application/json; charset=utf-8');
      const sent = JSON.stringify(recording.response.body);
      assert.equal((await collect(download.bytes)).toString(), sent);
      await server.close();
    });

    it('explains an export that the plan does not include', async () => {
      const recording = readRecording('34-audit-export-plan-gated-409');
      recording.request.path += '?format=jsonl';
      const server = await startReplayServer([recording]);
      const error = await failed(client(server.url).exportAudit('ws_free', { format: 'jsonl' }));
      assert.equal(error.code, 'workspace_feature_unavailable');
      await server.close();
    });
  });

  it('streams far more than a reply may hold, and lets the server wait for the reader', async () => {
    const line = Buffer.from(`${'{"event_id":"x"}'.padEnd(1023)}\n`);
    const lines = 64 * 1024;
    const expected = createHash('sha256');
    for (let n = 0; n < lines; n++) expected.update(line);
    let sent = 0;
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const push = () => {
        while (sent < lines) {
          sent++;
          if (!response.write(line)) return;
        }
        response.end();
      };
      response.on('drain', push);
      push();
    };
    await serve(listener, async (url) => {
      const { bytes, filename } = await client(url).exportAudit('ws', { format: 'jsonl' });
      const received = createHash('sha256');
      let chunks = 0;
      for await (const chunk of bytes) {
        received.update(chunk);
        if (++chunks > 1) continue;
        // Nobody reads now: what is on its way must come to rest long before the end.
        for (let before = -1; before !== sent;) {
          before = sent;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.ok(sent < lines / 2, `${sent} of ${lines} lines were sent to nobody`);
      }
      assert.equal(received.digest('hex'), expected.digest('hex'));
      assert.equal(filename, 'audit-export.jsonl');
    });
  });

  it('takes an empty export', async () => {
    const empty: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end();
    };
    await serve(empty, async (url) => {
      const { bytes } = await client(url).exportAudit('ws', { format: 'jsonl' });
      assert.equal((await collect(bytes)).length, 0);
    });
  });

  it('flows past the time limit as long as bytes come, and stops when they stop', async () => {
    const slow =
      (pauses: number, ends: boolean): RequestListener =>
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        let left = pauses;
        const timer = setInterval(() => {
          response.write('{}\n');
          if (--left === 0) clearInterval(timer);
          if (left === 0 && ends) response.end();
        }, 100);
      };
    await serve(slow(15, true), async (url) => {
      const { bytes } = await client(url, 1000).exportAudit('ws', { format: 'jsonl' });
      assert.equal((await collect(bytes)).toString(), '{}\n'.repeat(15));
    });
    await serve(slow(2, false), async (url) => {
      const { bytes } = await client(url, 1000).exportAudit('ws', { format: 'jsonl' });
      assert.equal((await failed(collect(bytes))).kind, 'timeout');
    });
  });

  it('never takes a cut export for a whole one', async () => {
    const cutting: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{}\n', () => response.socket?.destroy());
    };
    await serve(cutting, async (url) => {
      const { bytes } = await client(url).exportAudit('ws', { format: 'jsonl' });
      assert.equal((await failed(collect(bytes))).kind, 'network');
    });
  });

  it('ends the connection when the reader stops or the caller aborts', async () => {
    let closed = 0;
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const timer = setInterval(() => response.write('{}\n'), 5);
      response.on('close', () => {
        clearInterval(timer);
        closed++;
      });
    };
    await serve(endless, async (url) => {
      const first = await client(url).exportAudit('ws', { format: 'jsonl' });
      for await (const chunk of first.bytes) {
        assert.ok(chunk.byteLength > 0);
        break;
      }
      const stop = new AbortController();
      const second = await client(url).exportAudit('ws', { format: 'jsonl' }, stop.signal);
      stop.abort();
      assert.equal((await failed(collect(second.bytes))).kind, 'aborted');
      while (closed < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    });
  });

  it('takes no web page and no envelope for an export', async () => {
    const pages: [string, string, string][] = [
      ['text/html', '<html>', 'not-json'],
      ['text/json', '{"data":{}}', 'schema'],
    ];
    for (const [type, body, kind] of pages) {
      const listener: RequestListener = (_request, response) => {
        response.writeHead(200, { 'content-type': type }).end(body);
      };
      await serve(listener, async (url) => {
        const error = await failed(client(url).exportAudit('ws', { format: 'json' }));
        assert.equal(error.kind, kind);
      });
    }
  });

  it('makes every file name one harmless step', () => {
    const names: [string | undefined, string][] = [
      ['attachment; filename="a-b_c.jsonl"', 'a-b_c.jsonl'],
      ['attachment; filename=plain.json', 'plain.json'],
      ['attachment; filename="../../.ssh/authorized_keys"', 'authorized_keys'],
      ['attachment; filename="..\\\\..\\\\evil.exe"', 'evil.exe'],
      ['attachment; filename="/etc/passwd"', 'passwd'],
      ['attachment; filename=".bashrc"', 'bashrc'],
      ['attachment; filename="a\u202Egnp.jsonl"', 'agnp.jsonl'],
      ['attachment; filename*=UTF-8\'\'r%C3%A9sum%C3%A9.json; filename="x"', 'résumé.json'],
      ['attachment; filename*=UTF-8\'\'%zz; filename="x.json"', 'x.json'],
      ['attachment; filename="NUL.json"', 'fallback'],
      ['attachment; filename=".."', 'fallback'],
      [`attachment; filename="${'x'.repeat(500)}"`, 'x'.repeat(120)],
      ['attachment', 'fallback'],
      [undefined, 'fallback'],
    ];
    for (const [disposition, name] of names) {
      assert.equal(fileName(disposition, 'fallback'), name, disposition);
    }
  });
});
