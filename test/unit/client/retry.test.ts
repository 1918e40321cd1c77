import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import * as z from 'zod/mini';
import type { ApiError } from '../../../src/client/apiError.ts';
import { createCircuit } from '../../../src/client/transport/circuit.ts';
import { explain } from '../../../src/client/explain.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import type { ApiRequest } from '../../../src/client/transport/apiRequest.ts';
import { trialText } from '../../../src/client/trialText.ts';
import { failureKind } from '../../../src/editor/connection/failure.ts';
import { freePort } from '../../support/freePort.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';
import { failed } from './failed.ts';

const schema = z.unknown();
const get = { method: 'GET', path: '/thing' } as const;
const post = { method: 'POST', path: '/thing', body: { a: 1 }, idempotencyKey: 'k1' } as const;
const good = JSON.stringify({ data: { ok: true } });
const headers = async () => ({});

type Turn = (...args: Parameters<RequestListener>) => void;

const refuse =
  (status: number, code: string, details: object = {}): Turn =>
  (_request, response) => {
    response.writeHead(status).end(JSON.stringify({ error: { code, message: 'No.', details } }));
  };
const cut: Turn = (request) => {
  request.socket.resetAndDestroy();
};
const answer: Turn = (_request, response) => {
  response.end(good);
};

/** A server that takes one turn after the other, and what reached it. */
async function turns(...list: Turn[]) {
  const bodies: string[] = [];
  const server = await listenHttp((request, response) => {
    const turn = list[Math.min(server.seen.length, list.length) - 1];
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      bodies.push(`${String(request.headers['idempotency-key'])} ${body}`);
      turn?.(request, response);
    });
  });
  const client = createHttp({ baseUrl: server.url, headers, timeoutMs: 5000 });
  return { client, bodies, close: () => server.close() };
}

describe('client: retry', () => {
  afterEach(closeAllListening);

  const cases: [string, typeof get | typeof post, Turn[], number, 'works' | 'fails'][] = [
    ['repeats a GET after 500 and a cut', get, [refuse(500, 'x'), cut, answer], 3, 'works'],
    [
      'repeats a POST with the same key and body',
      post,
      [cut, refuse(503, 'x'), answer],
      3,
      'works',
    ],
    ['asks three times at most', get, [refuse(502, 'x')], 3, 'fails'],
    ['never repeats a refusal', post, [refuse(409, 'idempotency_conflict')], 1, 'fails'],
    ['never repeats a plan limit', post, [refuse(429, 'plan_limit_exceeded')], 1, 'fails'],
    ['never repeats what cannot be stored', post, [refuse(503, 'storage_unavailable')], 1, 'fails'],
    [
      'waits as a short rate limit asks',
      post,
      [refuse(429, 'rate_limited', { retry_after_seconds: 0.05 }), answer],
      2,
      'works',
    ],
    [
      'does not sit out a long rate limit unasked',
      post,
      [refuse(429, 'rate_limited', { retry_after_seconds: 40 }), answer],
      1,
      'fails',
    ],
  ];
  for (const [title, question, list, times, outcome] of cases) {
    it(title, async () => {
      const server = await turns(...list);
      try {
        const call = server.client.send(question, schema);
        if (outcome === 'works') assert.deepEqual(await call, { ok: true });
        else await failed(call);
        assert.equal(server.bodies.length, times);
        assert.equal(new Set(server.bodies).size, 1);
      } finally {
        await server.close();
      }
    });
  }

  it('never repeats a POST without an idempotency key', async () => {
    const server = await turns(cut);
    await failed(server.client.send({ method: 'POST', path: '/x' }, schema));
    assert.equal(server.bodies.length, 1);
    await server.close();
  });

  it('remembers that an earlier attempt may have gone through', async () => {
    const server = await turns(cut, refuse(409, 'invalid_state_transition'));
    const error = await failed(server.client.send(post, schema));
    assert.deepEqual([error.status, error.mayHaveCommitted], [409, true]);
    await server.close();
  });

  it('tells who waits for how long, and why', async () => {
    const server = await turns(refuse(429, 'rate_limited', { retry_after_seconds: 0.02 }), answer);
    const told: [number, string][] = [];
    const onWait = (seconds: number, { code }: ApiError) => told.push([seconds, code]);
    await server.client.send({ ...post, onWait }, schema);
    assert.deepEqual(told, [[1, 'rate_limited']]);
    await server.close();
  });

  it('stops waiting when the caller stops', async () => {
    const server = await turns(refuse(429, 'rate_limited', { retry_after_seconds: 60 }), answer);
    const stop = new AbortController();
    const onWait = () => {
      stop.abort();
    };
    const error = await failed(
      server.client.send({ ...post, onWait, signal: stop.signal }, schema),
    );
    assert.equal(error.kind, 'aborted');
    assert.equal(server.bodies.length, 1);
    await server.close();
  });

  it('honours a Retry-After header where the body names no delay', async () => {
    const server = await turns((_request, response) => {
      response.writeHead(429, { 'retry-after': '37' });
      response.end(JSON.stringify({ error: { code: 'rate_limited', message: 'No.' } }));
    });
    assert.equal((await failed(server.client.send(post, schema))).retryAfterSeconds, 37);
    await server.close();
  });

  /** What a proxy says in its own words: a page, or JSON of its own shape. */
  const proxy =
    (status: number, retryAfter: string | undefined, contentType = 'text/html'): Turn =>
    (_request, response) => {
      response.setHeader('date', 'Sun, 29 Nov 2026 10:00:00 GMT');
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
      response.writeHead(status, { 'content-type': contentType });
      response.end(contentType === 'text/html' ? '<h1>Slow down</h1>' : '{"error":"slow down"}');
    };

  for (const status of [429, 503]) {
    for (const type of ['text/html', 'application/json']) {
      it(`waits with a countdown as a proxy asks, ${status} in ${type}, by a date of its own clock`, async () => {
        const asked = 'Sun, 29 Nov 2026 10:00:01 GMT';
        const server = await turns(proxy(status, asked, type), answer);
        const waits: number[] = [];
        const onWait = (seconds: number) => void waits.push(seconds);
        assert.deepEqual(await server.client.send({ ...post, onWait }, schema), { ok: true });
        assert.deepEqual(waits, [2]);
        await server.close();
      });

      it(`never blames the address for ${status} in ${type}`, async () => {
        const server = await turns(proxy(status, '40', type));
        const told = explain(await failed(server.client.send(get, schema)));
        assert.match(told.why, /^That passes by itself\. It asks to wait 40 s\.$/);
        assert.doesNotMatch(`${told.happened} ${told.why}`, /login|address|header/);
        assert.equal(told.button.command, 'keyrail.refresh');
        await server.close();
      });
    }
  }

  for (const status of [200, 403, 408, 425, 502]) {
    it(`waits with a countdown for a page with ${status} that says when to come again, and blames no address`, async () => {
      const server = await turns(proxy(status, '0.4'), answer);
      const waits: number[] = [];
      const onWait = (seconds: number) => void waits.push(seconds);
      assert.deepEqual(await server.client.send({ ...post, onWait }, schema), { ok: true });
      assert.deepEqual(waits, [2]);
      await server.close();
      const away = await turns(proxy(status, '7200'));
      const error = await failed(away.client.send(get, schema));
      const { happened, why } = explain(error);
      assert.equal(why, 'That passes by itself. It asks to wait 2 h.');
      const shown = { names: ['Authorization'], bearers: ['Authorization'] };
      assert.doesNotMatch(
        `${happened} ${why} ${trialText(error, shown)}`,
        /login|address|token|header/,
      );
      assert.equal(failureKind(error), 'offline');
      await away.close();
    });
  }

  for (const status of [408, 425]) {
    it(`asks again after a page with ${status}, which says nothing against the request`, async () => {
      const server = await turns(proxy(status, undefined), answer);
      assert.deepEqual(await server.client.send(post, schema), { ok: true });
      await server.close();
    });
  }

  for (const [status, row] of [
    [200, 'web-page'],
    [403, 'page-refuses'],
  ] as const) {
    it(`still takes a page with ${status} that says nothing of time for another server’s`, async () => {
      const server = await turns(proxy(status, undefined));
      const error = await failed(server.client.send(get, schema));
      assert.equal(explain(error).row, row);
      await server.close();
    });
  }

  for (const status of [407, 511]) {
    it(`says that the network wants a login, ${status}, and blames no address`, async () => {
      const server = await turns(proxy(status, undefined));
      const told = explain(await failed(server.client.send(get, schema)));
      assert.equal(told.row, 'network-login');
      assert.doesNotMatch(`${told.happened} ${told.why}`, /address|header|passes by itself/);
      await server.close();
    });
  }

  it('tells maintenance in the words of the control plane itself, and waits for its end', async () => {
    const closed: Turn = (_request, response) => {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '40' });
      response.end('{"error":{"code":"maintenance","message":"Back at noon."}}');
    };
    const server = await turns(closed);
    const told = explain(await failed(server.client.send(get, schema)));
    assert.equal(told.happened, 'The control plane takes no requests now (503).');
    assert.equal(told.why, 'It says: Back at noon. That passes by itself. It asks to wait 40 s.');
    await server.close();
  });

  it('speaks of runs only where a run was to be started', async () => {
    const slow: Turn = (_request, response) => {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '40' });
      response.end('{"error":{"code":"rate_limited","message":"Slow down."}}');
    };
    const rowOf = async (question: ApiRequest) => {
      const server = await turns(slow);
      const { row, happened } = explain(await failed(server.client.send(question, schema)));
      await server.close();
      assert.equal(/run/.test(happened), row === 'rate-limited');
      return row;
    };
    const runs = { ...post, path: '/runs' };
    assert.equal(await rowOf(runs), 'rate-limited');
    assert.equal(await rowOf({ ...post, path: '/runs/run_1/replay' }), 'rate-limited');
    for (const path of ['/saas/me', '/saas/workspaces/w/api-keys', '/runs/run_1']) {
      assert.equal(await rowOf({ ...get, path }), 'throttled');
    }
    assert.equal(await rowOf({ ...post, path: '/saas/workspaces/w/api-keys' }), 'throttled');
  });

  it('takes a wait without end for a long one, and says no number that nobody reads', async () => {
    const server = await turns(proxy(429, '99999999999'));
    const error = await failed(server.client.send(get, schema));
    assert.equal(error.retryAfterSeconds, 10_000_000);
    assert.match(explain(error).why, /It asks to wait 116 d\.$/);
    await server.close();
    const now = await turns(proxy(429, '0'));
    const told = explain(await failed(now.client.send(get, schema)));
    assert.equal(told.why, 'That passes by itself. Try again in a moment.');
    await now.close();
  });

  it('takes a Retry-After that says nothing for none', async () => {
    for (const nothing of ['soon', '-5', '1e3', '']) {
      const server = await turns(proxy(429, nothing));
      assert.equal((await failed(server.client.send(get, schema))).retryAfterSeconds, undefined);
      await server.close();
    }
  });

  it('takes TLS spoken to a plain port for no trouble with a certificate', async () => {
    const server = await listenHttp((_request, response) => response.end(good));
    const baseUrl = server.url.replace('http:', 'https:');
    const client = createHttp({ baseUrl, headers, timeoutMs: 5000 });
    const { happened, why } = explain(await failed(client.send(get, schema)));
    assert.equal(happened, 'The server does not speak TLS there.');
    assert.match(why, /wrong port, .*http:\/\/ \(ERR_SSL_WRONG_VERSION_NUMBER\)\.$/);
    await server.close();
  });
});

describe('client: what is said of a change after an attempt that may have arrived', () => {
  afterEach(closeAllListening);

  it('is that it may be done, though the server is gone at the next one', async () => {
    const server = await listenHttp((request) => {
      request.socket.destroy();
      void server.close();
    });
    const client = createHttp({ baseUrl: server.url, headers, timeoutMs: 5000 });
    const error = await failed(client.send(post, schema));
    assert.equal(error.code, 'ECONNREFUSED');
    assert.match(
      explain(error).why,
      /^Nothing answers at its address.* It may have been carried out/,
    );
  });
});

describe('client: circuit', () => {
  afterEach(closeAllListening);

  const dead = async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}`;
    return createHttp({ baseUrl, headers, timeoutMs: 1000 });
  };

  it('fails reads at once after a call that reached nobody, and says for how long', async () => {
    const client = await dead();
    assert.equal((await failed(client.send(get, schema))).kind, 'network');
    const error = await failed(client.send(get, schema));
    assert.deepEqual([error.kind, error.mayHaveCommitted], ['circuit-open', false]);
    assert.ok((error.retryAfterSeconds ?? 0) > 0);
  });

  it('still tries what the person does deliberately', async () => {
    const client = await dead();
    await failed(client.send(get, schema));
    assert.equal((await failed(client.send(post, schema))).kind, 'network');
  });

  it('asks again when the person wants it now', async () => {
    const client = await dead();
    await failed(client.send(get, schema));
    createManagementClient(client).retryNow();
    assert.equal((await failed(client.send(get, schema))).kind, 'network');
  });

  it('does not open for a refusal or a server error', async () => {
    const server = await turns(refuse(401, 'unauthorized'), refuse(500, 'x'));
    for (let n = 0; n < 3; n++)
      assert.equal((await failed(server.client.send(get, schema))).kind, 'refused');
    await server.close();
  });

  it('lets one trial through after the pause, and pauses longer each time it fails', () => {
    let now = 0;
    const circuit = createCircuit(() => now);
    circuit.leave('unreachable');
    assert.equal(circuit.enter(false), 5_000);
    now = 5_000;
    assert.equal(circuit.enter(false), undefined);
    assert.equal(circuit.enter(false), 5_000);
    circuit.leave('unreachable');
    assert.equal(circuit.enter(false), 10_000);
    for (let n = 0; n < 9; n++) {
      now += 60_000;
      circuit.enter(false);
      circuit.leave('unreachable');
    }
    assert.equal(circuit.enter(false), 60_000);
    circuit.leave('answered');
    assert.equal(circuit.enter(false), undefined);
  });

  it('counts calls that failed together as one failure', () => {
    const circuit = createCircuit(() => 0);
    for (let n = 0; n < 5; n++) circuit.leave('unreachable');
    assert.equal(circuit.enter(false), 5_000);
  });

  it('frees the trial when it was stopped by the caller', () => {
    let now = 0;
    const circuit = createCircuit(() => now);
    circuit.leave('unreachable');
    now = 6_000;
    assert.equal(circuit.enter(false), undefined);
    circuit.leave('unknown');
    assert.equal(circuit.enter(false), undefined);
  });
});
