import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import { readInstall, type Install } from '../../../src/controlPlane/install.ts';
import {
  openLocalControlPlane,
  type LocalControlPlane,
} from '../../../src/controlPlane/localControlPlane.ts';
import type { RuntimePlaneState } from '../../../src/controlPlane/listener/runtimePlane.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { watchStirrings } from '../../bench/companion/stirrings.ts';
import { listenHttp, listenTcp } from '../../support/listen.ts';
import { root } from '../../support/root.mjs';
import { openPlaneFixture, type PlaneFixture } from './planeFixture.ts';

describe('control plane: who serves the port', () => {
  let fixture: PlaneFixture;
  const planes: LocalControlPlane[] = [];

  beforeEach(async () => {
    fixture = await openPlaneFixture();
    const { database } = await openDatabase(fixture.folder);
    install = readInstall(database, new Date());
    database.close();
  });
  afterEach(async () => {
    for (const plane of planes.splice(0)) await plane.close();
    await fixture.close();
  });

  /** Another window over the same file. */
  async function window(folder = fixture.folder): Promise<LocalControlPlane> {
    const plane = await openLocalControlPlane(folder);
    planes.push(plane);
    return plane;
  }
  const challenge = 'a'.repeat(64);
  let install: Install;
  const proofOf = (port: number) => install.proof(`stay ${challenge}`, port);
  /** Until a connection that is kept is no longer taken for one that was not. */
  const longEnough = () => delay(150);
  /** Stands by as another window does, and takes nothing over. */
  async function stay(port: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    const headers = `x-keyrail-challenge: ${challenge}\r\nx-keyrail-stay: ${proofOf(port)}\r\n`;
    socket.write(`GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /x-keyrail-stay: 1/);
    return socket;
  }
  /** Stands by for the port and tells what becomes of it. */
  function standBy(plane: LocalControlPlane, port: number, lookEveryMs = 60_000) {
    let tell: (state: RuntimePlaneState) => void;
    const changed = new Promise<RuntimePlaneState>((resolve) => (tell = resolve));
    const onChange = (state: RuntimePlaneState) => {
      tell(state);
    };
    return plane.listen(port, { lookEveryMs, onChange }).then((first) => ({ first, changed }));
  }

  it('is the first window that asks; the others stand by, and one takes over when it goes', async () => {
    const first = await fixture.plane.listen(0);
    assert.equal(first.kind, 'serving');
    const second = await standBy(await window(), first.port);
    const third = await standBy(await window(), first.port);
    assert.equal(second.first.kind, 'served-elsewhere');
    assert.equal(third.first.kind, 'served-elsewhere');
    await longEnough();
    await fixture.plane.close();
    const next = await Promise.race([second.changed, third.changed]);
    assert.deepEqual(next, { kind: 'serving', port: first.port });
    const health = await fetch(`http://127.0.0.1:${first.port}/api/v1/health`);
    assert.equal(health.status, 200);
  });

  it('is asked for by nobody who stands by, until the window that serves has gone', async () => {
    const { port } = await fixture.plane.listen(0);
    const second = await window();
    const third = await window();
    const watch = watchStirrings(path.join(root, 'src', 'controlPlane'), path.join(root, 'test'));
    const others = await Promise.all(
      [second, third].map(async (plane) => {
        const { changed } = await standBy(plane, port);
        return { plane, changed, state: changed.then((state) => ({ plane, state })) };
      }),
    );
    await longEnough();
    const { own } = watch.end();
    assert.deepEqual(own.timers, []);
    await fixture.plane.close();
    const next = await Promise.race(others.map(({ state }) => state));
    assert.equal(next.state.kind, 'serving');
    // The other one stands by for that one now.
    await longEnough();
    await next.plane.close();
    const last = others.find(({ plane }) => plane !== next.plane);
    assert.deepEqual(await last?.changed, { kind: 'serving', port });
  });

  it('keeps nobody who has not the data file, or has more to say, or says HEAD', async () => {
    const { port } = await fixture.plane.listen(0);
    const say = async (method: string, stays: string, body = '') => {
      const socket = connect(port, '127.0.0.1');
      const headers = `x-keyrail-challenge: ${challenge}\r\nx-keyrail-stay: ${stays}\r\n${body}`;
      socket.write(
        `${method} /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`,
      );
      const [answer] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return answer.toString();
    };
    assert.match(await say('GET', proofOf(port)), /x-keyrail-stay: 1/);
    for (const answer of [
      await say('GET', '1'),
      await say('GET', 'a'.repeat(64)),
      await say('GET', proofOf(port + 1)),
      await say('GET', install.proof(challenge, port)),
      await say('HEAD', proofOf(port)),
      await say('GET', proofOf(port), 'Content-Length: 60000\r\n'),
    ]) {
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.doesNotMatch(answer, /x-keyrail-stay/);
    }
  });

  it('cuts who stays and asks for something else, too', async () => {
    const { port } = await fixture.plane.listen(0);
    const socket = await stay(port);
    const cut = once(socket, 'close');
    socket.write(`GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await cut;
  });

  it('is looked at now and then by who stands by where too many do', async () => {
    const { port } = await fixture.plane.listen(0);
    const plane = await window();
    const stays = await Promise.all(Array.from({ length: 16 }, () => stay(port)));
    const watch = watchStirrings(path.join(root, 'src', 'controlPlane'), path.join(root, 'test'));
    const { first, changed } = await standBy(plane, port, 1000);
    await longEnough();
    const { own } = watch.end();
    assert.ok(own.timers.length > 0, 'it will look');
    assert.equal(first.kind, 'served-elsewhere');
    await fixture.plane.close();
    assert.deepEqual(await changed, { kind: 'serving', port });
    for (const socket of stays) socket.destroy();
  });

  it('is nobody’s when the last window closes', async () => {
    const { port } = await fixture.plane.listen(0);
    const other = await window();
    await standBy(other, port);
    await other.close();
    await fixture.plane.close();
    await assert.rejects(fetch(`http://127.0.0.1:${port}/api/v1/health`));
  });

  it('knows a stranger, and tells it nothing that is good for anything else', async () => {
    const stranger = await listenHttp((_, response) => {
      response.setHeader('x-keyrail-proof', randomBytes(32).toString('hex'));
      response.end(JSON.stringify({ data: { ok: true, service: 'keyrail-local-control-plane' } }));
    });
    const { first } = await standBy(fixture.plane, stranger.port);
    assert.deepEqual(first, { kind: 'foreign', port: stranger.port });
    assert.equal(stranger.seen.length, 1);
    assert.deepEqual(Object.keys(stranger.seen[0] ?? {}).sort(), [
      'connection',
      'host',
      'x-keyrail-challenge',
      'x-keyrail-stay',
    ]);
    await stranger.close();
  });

  it('has the port only where its own data file proves itself there', async () => {
    const { port } = await fixture.plane.listen(0);
    const second = await window();
    const stranger = await listenHttp((_asked, response) => response.end('{"ok":true}'));
    const other = await openPlaneFixture();
    const theirs = await other.plane.listen(0);
    assert.deepEqual([await fixture.plane.hasPort(port), await second.hasPort(port)], [true, true]);
    for (const plane of [fixture.plane, second]) {
      assert.equal(await plane.hasPort(stranger.port), false);
      assert.equal(await plane.hasPort(theirs.port), false);
    }
    await fixture.plane.close();
    assert.equal(await second.hasPort(port), false, 'nobody has it');
    await stranger.close();
    await other.close();
  });

  it('does not take the control plane of another data file for its own', async () => {
    const other = await openPlaneFixture();
    const { port } = await other.plane.listen(0);
    assert.equal((await fixture.plane.listen(port)).kind, 'foreign');
    await other.close();
  });

  it('does not believe a stranger that passes the question on to the real one', async () => {
    const real = await fixture.plane.listen(0);
    const relay = await listenHttp((asked, response) => {
      const headers = { 'x-keyrail-challenge': String(asked.headers['x-keyrail-challenge']) };
      void fetch(`http://127.0.0.1:${real.port}/api/v1/health`, { headers }).then(
        async (answer) => {
          const proof = answer.headers.get('x-keyrail-proof');
          assert.ok(proof);
          response.setHeader('x-keyrail-proof', proof);
          response.end(await answer.text());
        },
      );
    });
    assert.equal((await (await window()).listen(relay.port)).kind, 'foreign');
    await relay.close();
  });

  it('takes whoever goes on to say nothing for a stranger', async () => {
    const silent = await listenTcp(() => undefined);
    const { first, changed } = await standBy(fixture.plane, silent.port);
    assert.equal(first.kind, 'silent');
    assert.equal((await changed).kind, 'foreign');
    await silent.close();
  });

  it('knows a window that was too busy to answer at first', async () => {
    const busy = await listenHttp((asked, response) => {
      if (busy.seen.length === 1) return;
      const challenge = String(asked.headers['x-keyrail-challenge']);
      response.setHeader('x-keyrail-proof', install.proof(challenge, busy.port)).end();
    });
    const { first, changed } = await standBy(fixture.plane, busy.port);
    assert.equal(first.kind, 'silent');
    assert.equal((await changed).kind, 'served-elsewhere');
    await busy.close();
  });

  it('takes over when a stranger has gone', async () => {
    const stranger = await listenHttp((_, response) => response.end());
    const { first, changed } = await standBy(fixture.plane, stranger.port, 10);
    assert.equal(first.kind, 'foreign');
    await stranger.close();
    assert.deepEqual(await changed, { kind: 'serving', port: stranger.port });
  });

  it('tells when a stranger has been quicker than the window that stood by', async () => {
    const { port } = await fixture.plane.listen(0);
    const { first, changed } = await standBy(await window(), port, 10);
    assert.equal(first.kind, 'served-elsewhere');
    await fixture.plane.close();
    // Whichever of the two gets the port, the window knows.
    const rival = createServer((socket) => {
      socket.destroy();
    });
    rival.on('error', () => undefined);
    rival.listen(port, '127.0.0.1');
    const state = await changed;
    assert.ok(state.kind === 'serving' || state.kind === 'foreign');
    if (rival.listening) {
      rival.close();
      await once(rival, 'close');
    }
  });

  it('answers no question but a well-formed one', async () => {
    const { port } = await fixture.plane.listen(0);
    for (const challenge of ['', 'x', 'f'.repeat(63), 'F'.repeat(64)]) {
      const headers = { 'x-keyrail-challenge': challenge };
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`, { headers });
      assert.equal(answer.headers.get('x-keyrail-proof'), null);
    }
  });

  it('says when a port cannot be used at all', async () => {
    await assert.rejects(
      fixture.plane.listen(70_000),
      (error) => error instanceof UserFacingError && error.message.includes('port 70000'),
    );
  });

  it('stops in the middle of opening, and twice', async () => {
    const pending = fixture.plane.listen(0);
    await Promise.all([fixture.plane.close(), fixture.plane.close()]);
    const { port } = await pending;
    await assert.rejects(fetch(`http://127.0.0.1:${port}/api/v1/health`));
  });
});
