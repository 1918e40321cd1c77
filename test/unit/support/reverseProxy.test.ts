import assert from 'node:assert/strict';
import { type EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Duplex } from 'node:stream';
import { type ReverseProxy, startReverseProxy } from '../../support/reverseProxy.ts';
import { mintKey } from '../../support/mintKey.ts';
import { temporaryFolder } from '../../support/owned.ts';

/** `once` knows nothing of an event's arguments; these are the documented ones (hence `as`). */
const event = async <T extends unknown[]>(of: EventEmitter, name: string) =>
  (await once(of, name)) as T;

/** As VS Code writes it into its page. */
const trustKey = '&quot;enableWorkspaceTrust&quot;';

describe('the proxy of a person’s VS Code', () => {
  // It stands before code-server, of which there is none for Windows, and speaks to its socket.
  if (process.platform === 'win32') return;
  let proxy: ReverseProxy;
  let port: string;
  let end: () => Promise<void>;

  before(async () => {
    const place = await temporaryFolder('proxy');
    const socketPath = path.join(place.path, 'code.sock');
    // Plays VS Code: says back what it was asked, over HTTP and over an upgraded connection.
    const code = createServer((incoming, response) => {
      incoming.setEncoding('utf8');
      let body = '';
      incoming.on('data', (chunk: string) => (body += chunk));
      incoming.on('end', () => {
        response.writeHead(207, { 'X-Host': incoming.headers.host, 'Set-Cookie': ['a=1', 'b=2'] });
        const page = incoming.url?.startsWith('/?') ? `{${trustKey}:true}` : body;
        response.end(`${incoming.method} ${incoming.url} ${page}`);
      });
    });
    code.on('upgrade', (incoming, socket: Duplex) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Path: ${incoming.url}\r\n\r\n`,
      );
      socket.on('data', (chunk: Buffer) => socket.write(`heard ${chunk.toString()}`));
    });
    code.listen(socketPath);
    await once(code, 'listening');
    proxy = await startReverseProxy({
      port: 0,
      socketPath,
      mintKey: await mintKey(path.join(place.path, 'mint-key')),
      trustedFolder: '/ours/sample',
    });
    port = new URL(proxy.url).port;
    end = async () => {
      await proxy.dispose();
      code.closeAllConnections();
      code.close();
      place.dispose();
    };
  });

  after(() => end());

  const ask = async (options: {
    method?: string;
    path?: string;
    headers?: IncomingHttpHeaders;
  }) => {
    const asked = request({ host: '127.0.0.1', port, agent: false, ...options });
    asked.end(options.method === 'PUT' ? 'a body' : undefined);
    const [response] = await event<[IncomingMessage]>(asked, 'response');
    const body = await buffer(response);
    return { status: response.statusCode, headers: response.headers, body };
  };

  it('passes requests and answers through as they are', async () => {
    const { status, headers, body } = await ask({ method: 'PUT', path: '/a/b?c=%2F' });
    assert.equal(status, 207);
    assert.equal(body.toString(), 'PUT /a/b?c=%2F a body');
    assert.equal(headers['x-host'], `127.0.0.1:${port}`);
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2']);
  });

  it('tells the page of its own folder alone that it is trusted', async () => {
    const trust = async (query: string) =>
      new RegExp(`${trustKey}:(\\w+)`).exec(
        (await ask({ path: `/?${query}` })).body.toString(),
      )?.[1];
    assert.equal(await trust('folder=/ours/sample'), 'false');
    assert.equal(await trust('folder=%2Fours%2Fsample'), 'false');
    for (const other of [
      'folder=/ours/sample/inner',
      'folder=/ours',
      'folder=/ours/sample/../other',
      'folder=/ours/sample&folder=/other',
      'folder=/ours/sample&workspace=/other.code-workspace',
      'workspace=/ours/sample',
    ]) {
      assert.equal(await trust(other), 'true', other);
    }
  });

  it('passes a WebSocket through in both directions', async () => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/socket',
      headers: { Connection: 'Upgrade', Upgrade: 'websocket', Origin: proxy.url },
    });
    asked.end();
    const [response, socket] = await event<[IncomingMessage, Duplex]>(asked, 'upgrade');
    assert.equal(response.headers['x-path'], '/socket');
    socket.write('hello');
    const [heard] = await event<[Buffer]>(socket, 'data');
    assert.equal(heard.toString(), 'heard hello');
    socket.destroy();
  });

  it('answers the same 32 bytes to mint-key, wherever VS Code looks for it', async () => {
    const first = await ask({ method: 'POST', path: '/mint-key' });
    const second = await ask({ method: 'POST', path: '/stable-1/mint-key' });
    assert.equal(first.body.length, 32);
    assert.deepEqual(second.body, first.body);
    assert.equal(first.headers['cache-control'], 'no-store');
  });

  it('refuses who asks for it by another name, and pages from elsewhere', async () => {
    assert.equal((await ask({ headers: { host: 'evil.example' } })).status, 403);
    assert.equal((await ask({ headers: { host: `evil.example:${port}` } })).status, 403);
    const foreign = { origin: 'http://evil.example' };
    assert.equal((await ask({ method: 'POST', path: '/mint-key', headers: foreign })).status, 403);
    const socket = request({
      host: '127.0.0.1',
      port,
      headers: { Connection: 'Upgrade', Upgrade: 'websocket', ...foreign },
    });
    socket.end();
    const [answer] = await event<[IncomingMessage]>(socket, 'response');
    assert.equal(answer.statusCode, 403);
  });

  it('says when something else has the port', async () => {
    await assert.rejects(
      startReverseProxy({ port: Number(port), socketPath: '/nowhere', mintKey: Buffer.alloc(32) }),
      { code: 'EADDRINUSE' },
    );
  });

  it('keeps the key for its owner alone', async () => {
    const { stat } = await import('node:fs/promises');
    const place = await temporaryFolder('mint');
    const file = path.join(place.path, 'key');
    const key = await mintKey(file);
    assert.deepEqual(await mintKey(file), key);
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
    place.dispose();
  });
});
