import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';
import net from 'node:net';
import { listen, type Listener } from '../../../src/controlPlane/listener/listen.ts';
import { issue, PLAIN, type Held } from './credentials.ts';
import { openPlaneFixture, pick, type PlaneFixture } from './planeFixture.ts';

interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

describe('control plane: the listener of the runtime plane', () => {
  let fixture: PlaneFixture;
  let listener: Listener;
  let key: Held;

  beforeEach(async () => {
    fixture = await openPlaneFixture();
    key = await issue(fixture);
    listener = await listen({ app: fixture.plane.app, port: 0 });
  });
  afterEach(async () => {
    await listener.close();
    await fixture.close();
  });

  /** A request with exactly these headers; `fetch` would add and forbid some. */
  function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = '',
  ): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: listener.port, method, path, headers });
      asked.on('error', reject);
      asked.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const parsed: unknown = text === '' ? null : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
        });
      });
      asked.end(body);
    });
  }
  const code = (heard: Heard) => pick(heard.body, 'error.code');

  it('serves an application that has a key', async () => {
    const headers = { authorization: `Bearer ${key.secret}`, 'idempotency-key': 'one' };
    const made = await send('POST', '/api/v1/runs', headers, JSON.stringify(PLAIN));
    assert.equal(made.status, 201);
    const path = `/api/v1/runs/${String(pick(made.body, 'data.run_id'))}`;
    assert.equal((await send('GET', path, { 'x-api-key': key.secret })).status, 200);
  });

  it('says which version of Keyrail it is of', async () => {
    const versioned = await openPlaneFixture({ version: '9.8.7' });
    try {
      assert.equal((await versioned.ask('GET', '/health')).at('data.version'), '9.8.7');
    } finally {
      await versioned.close();
    }
  });

  it('judges each of the requests that come in together by itself', async () => {
    const ask = (secret: string, last = false) =>
      `GET /api/v1/_probe HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\nX-API-Key: ${secret}\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
    const wrong = key.secret.replace(/.$/, (end) => (end === '0' ? '1' : '0'));
    const heard = await speak(ask(key.secret) + ask(wrong) + ask('') + ask(key.secret, true));
    const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
    assert.deepEqual(statuses, ['404', '401', '404', '404']);
  });

  it('still answers whoever has said all and closed that half of the connection', async () => {
    const close = (socket: net.Socket) => socket.end();
    const head = (line: string) =>
      `${line} HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\nX-API-Key: ${key.secret}\r\n`;
    const asked = await speak(`${head('GET /api/v1/_probe')}\r\n`, close);
    assert.match(asked, /^HTTP\/1\.1 404 /);
    const body = JSON.stringify(PLAIN);
    const fields = `Idempotency-Key: half\r\nContent-Length: ${body.length}\r\n\r\n`;
    const made = await speak(`${head('POST /api/v1/runs')}${fields}${body}`, close);
    assert.match(made, /^HTTP\/1\.1 201 /);
  });

  it('cuts off a request that nothing can answer, and no other', async () => {
    const reported: unknown[] = [];
    const failure = new Error('a bug');
    const other = await listen({
      port: 0,
      report: (error) => reported.push(error),
      app: {
        answer: async (call) => {
          if (call.path === '/bug') throw failure;
          return { status: 200, headers: {}, body: '' };
        },
      },
    });
    const ask = (path: string) => fetch(`http://127.0.0.1:${other.port}${path}`);
    const [bug, fine] = await Promise.allSettled([ask('/bug'), ask('/fine')]);
    assert.deepEqual([bug.status, fine.status], ['rejected', 'fulfilled']);
    assert.deepEqual(reported, [failure]);
    await other.close();
  });

  it('has health for everybody, also by HEAD', async () => {
    assert.equal((await send('GET', '/api/v1/health')).status, 200);
    const head = await send('HEAD', '/api/v1/health');
    assert.deepEqual([head.status, head.body], [200, null]);
  });

  it('has no management plane, however it is asked for', async () => {
    for (const path of [
      '/api/v1/saas/me',
      `/api/v1${fixture.home}/api-keys`,
      '/api/v1/%73aas/me',
      '/api/v1/saas/../saas/me',
      '/api/v1//saas/me',
    ]) {
      for (const headers of [
        {},
        { authorization: `Bearer ${key.secret}` },
        { 'x-authenticated-subject': 'local@keyrail' },
      ]) {
        const heard = await send('GET', path, headers);
        assert.deepEqual([heard.status, code(heard)], [404, 'not_found'], path);
      }
    }
  });

  it('lets nobody store or sniff an answer, and allows no other origin', async () => {
    const { headers } = await send('GET', '/api/v1/health');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['access-control-allow-origin'], undefined);
  });

  it('refuses every name but its own: a page’s name may point here', async () => {
    const port = listener.port;
    for (const host of [
      'evil.test',
      `evil.test:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.test:${port}`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
    ]) {
      const heard = await send('GET', '/api/v1/health', { host });
      assert.equal(heard.status, 403, host);
    }
    assert.equal((await send('GET', '/api/v1/health', { host: `localhost:${port}` })).status, 200);
  });

  it('refuses every web page, also with a good key', async () => {
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${listener.port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      const heard = await send('GET', '/api/v1/_probe', { ...headers, 'x-api-key': key.secret });
      assert.deepEqual([heard.status, code(heard)], [403, 'forbidden']);
    }
    const preflight = { 'access-control-request-method': 'POST' };
    const heard = await send('OPTIONS', '/api/v1/runs', preflight);
    assert.equal(heard.status, 403);
    assert.ok(!Object.keys(heard.headers).some((name) => name.startsWith('access-control')));
  });

  it('refuses a body that is too large before it has read it', async () => {
    const headers = { 'x-api-key': key.secret, 'idempotency-key': 'big' };
    const declared = await send('POST', '/api/v1/runs', headers, 'x'.repeat(65_537));
    assert.deepEqual([declared.status, code(declared)], [413, 'payload_too_large']);
    const chunked = await streamBody({ ...headers, 'transfer-encoding': 'chunked' });
    assert.match(chunked, /^HTTP\/1\.1 413 /);
  });

  it('takes a body of just the size', async () => {
    const filler = 'x'.repeat(65_536 - JSON.stringify({ input: { kind: '' } }).length);
    const headers = { 'x-api-key': key.secret, 'idempotency-key': 'full' };
    const body = JSON.stringify({ input: { kind: filler } });
    assert.equal(body.length, 65_536);
    assert.equal((await send('POST', '/api/v1/runs', headers, body)).status, 201);
  });

  it('refuses targets and headers that are too long', async () => {
    const target = await send('GET', `/api/v1/${'x'.repeat(2100)}`);
    assert.equal(target.status, 414);
    const raw = await speak(
      `GET /api/v1/health HTTP/1.1\r\nHost: x\r\nA: ${'y'.repeat(9000)}\r\n\r\n`,
    );
    assert.match(raw, /^HTTP\/1\.1 431 /);
  });

  it('closes on a client that never finishes what it says', async function () {
    this.timeout(30_000);
    const slow = net.connect(listener.port, '127.0.0.1');
    // The drop that follows the end meets a closed connection.
    slow.on('error', () => undefined);
    slow.write('GET /api/v1/health HTTP/1.1\r\nHost: 127');
    const drip = setInterval(() => slow.write('.'), 500);
    await new Promise((resolve) => slow.once('close', resolve));
    clearInterval(drip);
  });

  it('is reachable from this machine only', async () => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (own === undefined) return;
    const outside = net.connect(listener.port, own.address);
    const [error] = (await once(outside, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('answers others while as many as it takes say nothing, begin something, or are done', async () => {
    const headers = { authorization: `Bearer ${key.secret}` };
    const begun = [
      '',
      'GET /api/v1/health HTTP/1.1\r\nX: ',
      'POST /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n',
      `GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\n\r\n`,
    ];
    const idle = Array.from({ length: 64 }, (_, at) => {
      const socket = net.connect(listener.port, '127.0.0.1').resume();
      socket.on('error', () => undefined);
      socket.write(begun[at % begun.length] ?? '');
      return socket;
    });
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    for (let time = 0; time < 3; time += 1) {
      assert.equal((await send('GET', '/api/v1/_probe', headers)).status, 404);
    }
    for (const socket of idle) socket.destroy();
  });

  it('stops at once, with connections open, and twice', async () => {
    const idle = net.connect(listener.port, '127.0.0.1');
    await once(idle, 'connect');
    const gone = once(idle, 'close');
    await listener.close();
    await listener.close();
    await gone;
  });

  it('rejects when the port is taken', async () => {
    const second = listen({ app: fixture.plane.app, port: listener.port });
    await assert.rejects(second, { code: 'EADDRINUSE' });
  });

  /** Says something on a bare connection and hears everything until it is closed. */
  async function speak(
    words: string,
    then: (socket: net.Socket) => void = () => undefined,
  ): Promise<string> {
    const socket = net.connect(listener.port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
    // What is written after the refusal meets a closed connection.
    socket.on('error', () => undefined);
    socket.write(words);
    then(socket);
    await new Promise((resolve) => socket.once('close', resolve));
    return heard;
  }

  function streamBody(headers: Record<string, string>): Promise<string> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const head = ['POST /api/v1/runs HTTP/1.1', `Host: 127.0.0.1:${listener.port}`, ...lines];
    const chunk = `8000\r\n${'z'.repeat(0x8000)}\r\n`;
    return speak(`${head.join('\r\n')}\r\n\r\n${chunk.repeat(4)}`);
  }
});
