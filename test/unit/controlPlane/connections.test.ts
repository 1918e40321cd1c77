import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  serveConnections,
  type Connections,
} from '../../../src/controlPlane/listener/connections.ts';
import { watchStirrings } from '../../bench/companion/stirrings.ts';
import { root } from '../../support/root.mjs';

const lookAfterMs = 40;
const get = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n';

describe('control plane: the connections of the listener', () => {
  let connections: Connections;
  let answer: (response: ServerResponse, request: IncomingMessage) => void;

  beforeEach(async () => {
    answer = (response) => response.end('answer');
    const http = createServer((request, response) => {
      request.on('error', () => undefined);
      request.resume().on('end', () => {
        answer(response, request);
      });
    });
    connections = serveConnections(http, lookAfterMs);
    connections.server.listen(0, '127.0.0.1');
    await once(connections.server, 'listening');
  });
  afterEach(() => {
    connections.server.close();
    connections.closeAll();
  });

  /** Says something, then one more byte now and then if asked to, and hears all until it is cut. */
  async function heardBy(words: string, drip = ''): Promise<string> {
    const socket = connect();
    let heard = '';
    socket.on('data', (chunk: string) => (heard += chunk));
    if (words !== '') socket.write(words);
    const dripping = setInterval(() => {
      if (drip !== '') socket.write(drip);
    }, lookAfterMs / 2);
    // Not `once`, which an error rejects: what is dripped on a connection that was cut is reset.
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(dripping);
    return heard;
  }

  function connect(): net.Socket {
    const { port } = connections.server.address() as net.AddressInfo;
    const socket = net.connect(port, '127.0.0.1').setEncoding('utf8');
    // What is said to a connection that was cut meets nobody.
    return socket.on('error', () => undefined);
  }

  it('cuts for a newcomer the one that waited longest, and none that is owed an answer', async () => {
    const owed: ServerResponse[] = [];
    answer = (response) => void owed.push(response);
    const patient = serveConnections(
      createServer((_request, response) => {
        answer(response, _request);
      }),
      60_000,
    );
    const { server } = patient;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const cut: string[] = [];
    const arrive = async (name: string) => {
      const socket = net.connect(port, '127.0.0.1').resume();
      socket.on('error', () => undefined);
      socket.once('close', () => cut.push(name));
      await once(socket, 'connect');
      return socket;
    };
    try {
      const all: net.Socket[] = [];
      for (let at = 0; at < 64; at += 1) all.push(await arrive(`${at}`));
      const [first, second] = all;
      assert.ok(first && second);
      first.write(get);
      while (owed.length < 1) await delay(1);
      const gone = once(second, 'close');
      const newcomer = await arrive('newcomer');
      await gone;
      assert.deepEqual(cut, ['1']);
      for (const socket of [...all.slice(2), newcomer]) socket.write(get);
      while (owed.length < 64) await delay(1);
      const refused = await arrive('refused');
      if (!refused.closed) await once(refused, 'close');
      assert.deepEqual(cut, ['1', 'refused']);
    } finally {
      server.close();
      patient.closeAll();
    }
  });

  it('cuts who says nothing', async () => {
    assert.match(await heardBy(''), /^HTTP\/1\.1 408 /);
  });

  it('cuts who never finishes a head', async () => {
    assert.match(await heardBy('GET / HTTP/1.1\r\nX: ', 'x'), /^(HTTP\/1\.1 408 |$)/);
  });

  it('cuts who never finishes a body', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 60000\r\n\r\n';
    assert.match(await heardBy(head, 'x'), /^(HTTP\/1\.1 408 |$)/);
  });

  it('cuts who never finishes another request on the same connection', async () => {
    assert.match(await heardBy(get + get.slice(0, 20), 'x'), /^HTTP\/1\.1 200 /);
    const heard = await heardBy(
      `${get}POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 600\r\n\r\n`,
    );
    assert.match(heard, /^HTTP\/1\.1 200 [^]*answer(HTTP\/1\.1 408 |$)/);
  });

  it('keeps who waits for an answer, and who may ask again', async () => {
    const waiting: ServerResponse[] = [];
    answer = (response) => waiting.push(response);
    const socket = connect();
    socket.write(get);
    await delay(lookAfterMs * 5);
    assert.equal(waiting.length, 1);
    const answered = once(socket, 'data');
    waiting[0]!.end('late');
    assert.match(String(await answered), /late/);
    await delay(lookAfterMs * 5);
    answer = (response) => response.end('again');
    const again = once(socket, 'data');
    socket.write(get);
    assert.match(String(await again), /again/);
    socket.destroy();
  });

  it('lets who is kept be, and looks at it no more', async () => {
    const kept: boolean[] = [];
    answer = (response, request) => {
      kept.push(connections.keep(request));
      response.write('answer');
    };
    const watch = watchStirrings(path.join(root, 'src', 'controlPlane'), path.join(root, 'test'));
    const socket = connect();
    socket.write(get);
    await once(socket, 'data');
    await delay(lookAfterMs * 5);
    const { own } = watch.end();
    assert.deepEqual(kept, [true]);
    assert.equal(socket.destroyed, false);
    assert.deepEqual(own.timers, [], 'it wakes nobody');
    const cut = once(socket, 'close');
    connections.closeAll();
    await cut;
  });

  it('keeps no more than some, and others again when those have gone', async () => {
    const kept: boolean[] = [];
    answer = (response, request) => {
      kept.push(connections.keep(request));
      response.write('answer');
    };
    const ask = async () => {
      const socket = connect();
      socket.write(get);
      await once(socket, 'data');
      return socket;
    };
    const sockets = [];
    for (let at = 0; at < 17; at++) sockets.push(await ask());
    assert.deepEqual(kept, [...Array.from({ length: 16 }, () => true), false]);
    const served = new Promise((resolve) => {
      connections.server.getConnections((_, before) => {
        const look = () => {
          connections.server.getConnections((_, now) => {
            if (now < before) resolve(now);
            else setImmediate(look);
          });
        };
        look();
      });
    });
    sockets[0]!.destroy();
    await served;
    sockets.push(await ask());
    assert.equal(kept.at(-1), true);
    for (const socket of sockets) socket.destroy();
  });

  it('has a timer only while somebody is connected', async () => {
    const watch = watchStirrings(path.join(root, 'src', 'controlPlane'), path.join(root, 'test'));
    const idle = serveConnections(createServer());
    idle.server.listen(0, '127.0.0.1');
    await once(idle.server, 'listening');
    const { port } = idle.server.address() as net.AddressInfo;
    const socket = net.connect(port, '127.0.0.1');
    const [served] = (await once(idle.server, 'connection')) as [net.Socket];
    const gone = new Promise((resolve) => served.once('close', resolve));
    socket.destroy();
    await gone;
    // What was cleared is told to the watch in a turn of its own.
    await delay(0);
    await delay(0);
    const { own, others } = watch.end();
    idle.server.close();
    assert.deepEqual(own.timers, []);
    assert.ok(
      own.begun.some((stack) => stack.startsWith('Timeout')),
      'the connection has had one',
    );
    assert.ok(!others.timers.some((stack) => stack.includes('_http_server')), 'Node has one');
  });
});
