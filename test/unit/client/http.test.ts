import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { ApiError } from '../../../src/client/apiError.ts';
import { createHttp, type Endpoint } from '../../../src/client/transport/http.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { closeAllListening, listenHttp, listenTcp } from '../../support/listen.ts';
import { freePort } from '../../support/freePort.ts';

const schema = z.looseObject({ ok: z.boolean() });
const get = { method: 'GET', path: '/thing' } as const;
const post = { method: 'POST', path: '/thing', body: { a: 1 }, idempotencyKey: 'k1' } as const;
const good = JSON.stringify({ data: { ok: true }, meta: { request_id: 'req_server' } });

const edge = (url: string, more: Partial<Endpoint> = {}): Endpoint => ({
  baseUrl: url,
  headers: async () => ({ Authorization: new Secret('Bearer edge-token-0123456789') }),
  timeoutMs: 10_000,
  ...more,
});

async function errorFrom(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('It should have failed.');
}

describe('client: http', () => {
  afterEach(closeAllListening);
  async function tcp(answer: string, end: 'end' | 'reset' | 'open') {
    return listenTcp((socket) => {
      socket.once('data', () => {
        socket.write(answer, () => {
          if (end === 'end') socket.end();
          if (end === 'reset') socket.resetAndDestroy();
        });
      });
    });
  }

  describe('what goes out', () => {
    it('sends the edge headers, an id of its own, and the base path', async () => {
      let url = '';
      const server = await listenHttp((request, response) => {
        url = request.url ?? '';
        response.end(good);
      });
      await createHttp(edge(`${server.url}/proxy/`)).send({ ...get, query: { a: 'b c' } }, schema);
      assert.equal(url, '/proxy/api/v1/thing?a=b%20c');
      assert.equal(server.seen[0]?.authorization, 'Bearer edge-token-0123456789');
      assert.match(String(server.seen[0]['x-request-id']), /^req_[0-9a-f]{24}$/);
      assert.equal(server.seen[0]['content-type'], undefined);
    });

    it('claims no content type for a POST without a body', async () => {
      const server = await listenHttp((_request, response) => response.end(good));
      const bare = { method: 'POST', path: '/thing', idempotencyKey: 'k1' } as const;
      await createHttp(edge(server.url)).send(bare, schema);
      assert.equal(server.seen[0]?.['idempotency-key'], 'k1');
      assert.equal(server.seen[0]['content-type'], undefined);
    });

    it('asks for the headers again at every attempt', async () => {
      let asked = 0;
      const server = await listenHttp((_request, response) => {
        if (asked === 1) response.writeHead(503).end('{"error":{"code":"x","message":"y"}}');
        else response.end(good);
      });
      const headers = async () => ({ 'X-Turn': `turn-${++asked}` });
      await createHttp(edge(server.url, { headers })).send(get, schema);
      assert.deepEqual(
        server.seen.map((seen) => seen['x-turn']),
        ['turn-1', 'turn-2'],
      );
    });

    it('refuses plain http beyond this machine, and addresses with credentials', () => {
      for (const url of [
        'http://example.com',
        'https://me:pw@example.com',
        'ftp://x',
        'nonsense',
      ]) {
        assert.throws(() => createHttp(edge(url)), UserFacingError);
      }
      createHttp(edge('https://example.com/api/v1'));
      createHttp(edge('http://[::1]:4000'));
    });

    it('names a header that cannot be sent, never its value', async () => {
      const server = await listenHttp((_request, response) => response.end(good));
      const headers = async () => ({ 'X-Gate': new Secret('line\r\nX-Evil: 1') });
      await assert.rejects(createHttp(edge(server.url, { headers })).send(get, schema), (error) => {
        assert.ok(error instanceof UserFacingError);
        assert.match(error.message, /X-Gate/);
        assert.doesNotMatch(error.message, /Evil/);
        return true;
      });
      assert.equal(server.seen.length, 0);
    });

    it('passes on why the headers could not be had', async () => {
      const locked = new UserFacingError('The keyring is locked.');
      const failing = createHttp(
        edge('https://example.com', {
          headers: async () => {
            throw locked;
          },
        }),
      );
      await assert.rejects(failing.send(get, schema), locked);
    });

    it('gives up on headers that never come, and says that nothing was sent', async () => {
      const never = createHttp(
        edge('https://example.com', { headers: () => new Promise(() => undefined), timeoutMs: 80 }),
      );
      const error = await errorFrom(never.send(post, schema));
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['timeout', false]);
    });
  });

  describe('redirects', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`sends nothing to where a ${status} points`, async () => {
        const target = await listenHttp((_request, response) => response.end(good));
        const server = await listenHttp((_request, response) => {
          response.writeHead(status, { location: `${target.url}/steal` }).end();
        });
        const error = await errorFrom(createHttp(edge(server.url)).send(post, schema));
        assert.deepEqual(target.seen, []);
        assert.equal(error.kind, 'redirect');
        assert.equal(error.details['host'], new URL(target.url).host);
        assert.equal(error.mayHaveCommitted, status === 303);
        assert.equal(server.seen.length, 1);
      });
    }

    it('survives a redirect without a usable location', async () => {
      for (const location of ['/login', 'http://[bad', undefined]) {
        const server = await listenHttp((_request, response) => {
          response.writeHead(302, location === undefined ? {} : { location }).end();
        });
        const error = await errorFrom(createHttp(edge(server.url)).send(get, schema));
        assert.equal(error.kind, 'redirect');
        assert.match(error.reason, /another address/);
      }
    });
  });

  describe('what comes back', () => {
    const json = (body: string, status = 200): RequestListener => {
      return (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      };
    };

    it('takes unknown fields and gives the data', async () => {
      const server = await listenHttp(json('{"data":{"ok":true,"new":[1]},"meta":{},"more":{}}'));
      const data = await createHttp(edge(server.url)).send(get, schema);
      assert.deepEqual(data, { ok: true, new: [1] });
    });

    it('calls a wrong shape a schema violation and names only the place', async () => {
      const server = await listenHttp(json('{"data":{"ok":"grk_live_x_very_secret"}}'));
      const error = await errorFrom(createHttp(edge(server.url)).send(post, schema));
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['schema', true]);
      assert.equal(error.details['at'], 'data.ok');
      assert.doesNotMatch(error.message, /secret/);
      assert.equal(server.seen.length, 1);
    });

    it('calls a missing envelope, an array or a number a schema violation', async () => {
      for (const body of ['{}', '[]', '7', 'null', '{"data":null}']) {
        const server = await listenHttp(json(body));
        assert.equal(
          (await errorFrom(createHttp(edge(server.url)).send(get, schema))).kind,
          'schema',
        );
      }
    });

    it('is not harmed by a __proto__ or by deep nesting', async () => {
      const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
      const server = await listenHttp(
        json(`{"data":{"ok":true,"__proto__":{"evil":1},"d":${deep}}}`),
      );
      const data = await createHttp(edge(server.url, { timeoutMs: 5000 })).send(get, schema);
      assert.equal(data.ok, true);
      assert.equal(Reflect.get({}, 'evil'), undefined);
    });

    it('calls cut JSON not-json', async () => {
      const server = await listenHttp(json('{"data":{"secret_key":"grk_live_'));
      const error = await errorFrom(createHttp(edge(server.url)).send(post, schema));
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['not-json', true]);
      assert.doesNotMatch(error.message, /grk_live/);
    });

    it('calls invalid UTF-8 not-json', async () => {
      const server = await listenHttp((_request, response) => {
        response.end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
      });
      assert.equal(
        (await errorFrom(createHttp(edge(server.url)).send(get, schema))).kind,
        'not-json',
      );
    });

    it('calls an HTML page with status 200 not-json, asking once only', async () => {
      const server = await listenHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
      });
      const error = await errorFrom(createHttp(edge(server.url)).send(get, schema));
      assert.deepEqual([error.kind, error.status], ['not-json', 200]);
      assert.equal(error.reason, 'The answer is not JSON but text/html.');
      assert.equal(server.seen.length, 1);
    });

    it('quotes the first plain words of a text/plain answer', async () => {
      const server = await listenHttp((_request, response) => {
        response
          .writeHead(503, { 'content-type': 'text/plain' })
          .end('Service Unavailable, ref a9f8d7s6');
      });
      const error = await errorFrom(
        createHttp(edge(server.url, { timeoutMs: 5000 })).send(get, schema),
      );
      assert.deepEqual([error.kind, error.status], ['not-json', 503]);
      assert.equal(
        error.reason,
        'The answer is not JSON but text/plain: Service Unavailable, ref.',
      );
      assert.equal(server.seen.length, 3);
    });

    it('calls a refusal in foreign JSON a schema violation with its status', async () => {
      const server = await listenHttp(json('{"message":"Forbidden"}', 403));
      const error = await errorFrom(createHttp(edge(server.url)).send(get, schema));
      assert.deepEqual(
        [error.kind, error.status, error.code],
        ['schema', 403, 'unreadable_refusal'],
      );
    });

    it('stops reading at 5 MiB, however small it came over the wire', async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
      const packed = await listenHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      });
      const plain = await listenHttp((_request, response) => {
        response.end(Buffer.alloc(6 * 1024 * 1024, 0x20));
      });
      for (const server of [packed, plain]) {
        const slow = createHttp(edge(server.url, { timeoutMs: 5000 }));
        const error = await errorFrom(slow.send(post, schema));
        assert.deepEqual([error.kind, error.mayHaveCommitted], ['too-large', true]);
        assert.equal(server.seen.length, 1);
      }
    });

    it('reads gzip, deflate and brotli', async () => {
      const server = await listenHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(good));
      });
      assert.deepEqual(await createHttp(edge(server.url)).send(get, schema), { ok: true });
    });

    it('cleans the words of a server: no control characters, no length without end', async () => {
      const message = `a\u0000b\u202Ec\r\nd${'x'.repeat(9000)}`;
      const details = { deep: { deep: { deep: { deep: 1 } } }, long: 'y'.repeat(9000) };
      const body = JSON.stringify({ error: { code: 'bad code!', message, details } });
      const server = await listenHttp(json(body, 400));
      const error = await errorFrom(createHttp(edge(server.url)).send(get, schema));
      assert.match(error.reason, /^a bc dx+…$/);
      assert.equal(error.reason.length, 300);
      assert.equal(error.code, 'unknown_error');
      assert.ok(JSON.stringify(error.details).length < 500);
    });
  });

  describe('a way that is cut', () => {
    it('knows that nothing was sent when nobody listens', async () => {
      const port = await freePort();
      const error = await errorFrom(
        createHttp(edge(`http://127.0.0.1:${port}`)).send(post, schema),
      );
      assert.deepEqual(
        [error.kind, error.code, error.mayHaveCommitted],
        ['network', 'ECONNREFUSED', false],
      );
    });

    it('knows nothing after a reset before the answer', async () => {
      const server = await tcp('', 'reset');
      const error = await errorFrom(createHttp(edge(server.url)).send(post, schema));
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['network', true]);
      assert.equal(
        (await errorFrom(createHttp(edge(server.url)).send(get, schema))).mayHaveCommitted,
        false,
      );
    });

    it('knows nothing after a reset or an end in the middle of the body', async () => {
      const head = 'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n';
      for (const [length, end] of [
        ['content-length: 500\r\n\r\n', 'reset'],
        ['content-length: 500\r\n\r\n', 'end'],
        ['transfer-encoding: chunked\r\n\r\n10\r\n', 'end'],
      ] as const) {
        const server = await tcp(`${head}${length}{"data":{"secret`, end);
        const error = await errorFrom(createHttp(edge(server.url)).send(post, schema));
        assert.deepEqual([error.kind, error.mayHaveCommitted], ['network', true]);
        assert.doesNotMatch(error.message, /secret/);
      }
    });

    it('knows nothing when what answers is not HTTP', async () => {
      const server = await tcp('SSH-2.0-OpenSSH_9.6\r\n', 'end');
      assert.equal(
        (await errorFrom(createHttp(edge(server.url)).send(get, schema))).kind,
        'network',
      );
    });

    it('takes no flood of headers', async () => {
      const flood = Array.from({ length: 3000 }, (_, n) => `x-flood-${n}: ${'y'.repeat(40)}`);
      const server = await tcp(`HTTP/1.1 200 OK\r\n${flood.join('\r\n')}\r\n\r\n`, 'end');
      assert.equal(
        (await errorFrom(createHttp(edge(server.url)).send(get, schema))).kind,
        'network',
      );
    });

    it('does not wait for a server that accepts and says nothing', async () => {
      const server = await tcp('', 'open');
      const error = await errorFrom(
        createHttp(edge(server.url, { timeoutMs: 100 })).send(post, schema),
      );
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['timeout', true]);
      assert.match(error.requestId ?? '', /^req_/);
    });

    it('does not wait for a body that drips', async () => {
      const server = await listenHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => {
          clearInterval(drip);
        });
      });
      const error = await errorFrom(
        createHttp(edge(server.url, { timeoutMs: 150 })).send(get, schema),
      );
      assert.equal(error.kind, 'timeout');
    });

    it('stops when the caller stops, before, during and in the body', async () => {
      const server = await listenHttp((_request, response) => {
        response.writeHead(200).write('{');
        setTimeout(() => {
          stop.abort();
        }, 20);
      });
      const stop = new AbortController();
      const client = createHttp(edge(server.url));
      const during = await errorFrom(client.send({ ...post, signal: stop.signal }, schema));
      assert.deepEqual([during.kind, during.mayHaveCommitted], ['aborted', true]);
      const before = await errorFrom(client.send({ ...post, signal: stop.signal }, schema));
      assert.deepEqual([before.kind, before.mayHaveCommitted], ['aborted', false]);
      assert.equal(server.seen.length, 1);
    });
  });

  describe('in process', () => {
    const inside = (app: NonNullable<Endpoint['fetch']>, timeoutMs = 2000) =>
      createHttp(edge('http://local.invalid', { fetch: app, timeoutMs }));

    it('calls the app with the whole request and no socket', async () => {
      const requests: string[] = [];
      const client = inside(async (request) => {
        const { method, url, headers } = request;
        requests.push(`${method} ${url} ${headers.get('idempotency-key')} ${await request.text()}`);
        return new Response(good, { status: 201 });
      });
      assert.deepEqual(await client.send(post, schema), { ok: true });
      assert.deepEqual(requests, ['POST http://local.invalid/api/v1/thing k1 {"a":1}']);
    });

    it('takes data as it is handed over, and judges it like any other', async () => {
      const handing = (json: object, status = 200) =>
        inside(async () => ({ status, headers: { 'content-type': 'application/json' }, json }));
      assert.deepEqual(await handing({ data: { ok: true } }).send(get, schema), { ok: true });
      const other = await errorFrom(handing({ data: { ok: 'x' } }).send(get, schema));
      assert.deepEqual([other.kind, other.details], ['schema', { at: 'data.ok' }]);
      const none = await errorFrom(handing({}).send(get, schema));
      assert.deepEqual([none.kind, none.details], ['schema', { at: 'data' }]);
      const refusal = { error: { code: 'missing', message: 'None.', details: {} }, meta: {} };
      const refused = await errorFrom(handing(refusal, 404).send(get, schema));
      assert.deepEqual([refused.kind, refused.status, refused.code], ['refused', 404, 'missing']);
    });

    it('keeps concurrent requests of two apps apart', async () => {
      const named = (name: string) =>
        inside(async () => Response.json({ data: { ok: true, name } }));
      const [a, b] = [named('a'), named('b')];
      const answers = await Promise.all([a, b, a, b].map((client) => client.send(get, schema)));
      assert.deepEqual(
        answers.map(({ name }) => name),
        ['a', 'b', 'a', 'b'],
      );
    });

    it('follows no redirect and waits for no app that hangs', async () => {
      const away = inside(async () => Response.redirect('https://evil.example/', 302));
      assert.equal((await errorFrom(away.send(get, schema))).kind, 'redirect');
      const error = await errorFrom(
        inside(() => new Promise(() => undefined), 100).send(post, schema),
      );
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['timeout', true]);
    });

    it('makes an ApiError of an app that throws', async () => {
      const error = await errorFrom(
        inside(async () => {
          throw new Error('with Bearer edge-token-0123456789');
        }).send(post, schema),
      );
      assert.deepEqual([error.kind, error.mayHaveCommitted], ['network', true]);
      assert.doesNotMatch(String(error.stack), /edge-token/);
    });
  });
});
