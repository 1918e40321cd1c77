import assert from 'node:assert/strict';
import { createHttp } from '../../../src/client/transport/http.ts';
import { ApiError } from '../../../src/client/apiError.ts';
import type { Fault } from '../../support/fault.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';
import * as z from 'zod/mini';

const schema = z.looseObject({ n: z.number() });
const post = { method: 'POST', path: '/x', idempotencyKey: 'k', body: { a: 1 } } as const;
const canned = { status: 503, contentType: 'text/plain', body: 'upstream gone' };

const proxies: FaultProxy[] = [];

/** A server that counts what it carried out, behind a proxy, before a client that tries once. */
async function behindProxy() {
  let done = 0;
  const server = await listenHttp((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { n: ++done } }));
    });
  });
  const proxy = await startFaultProxy(server.url);
  proxies.push(proxy);
  return {
    proxy,
    hosts: () => server.seen.map(({ host }) => host),
    port: server.port,
    done: () => done,
    async ask(timeoutMs = 20_000) {
      const http = createHttp({ baseUrl: proxy.url, headers: async () => ({}), timeoutMs });
      return http.send(post, schema).then(
        ({ n }) => n,
        (error: unknown) => {
          assert.ok(error instanceof ApiError);
          return error.kind;
        },
      );
    },
  };
}

describe('fault proxy', () => {
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.close();
    await closeAllListening();
  });

  it('passes everything on under the target’s own host name until told otherwise', async () => {
    const world = await behindProxy();
    assert.equal(await world.ask(), 1);
    assert.deepEqual(world.hosts(), [`127.0.0.1:${world.port}`]);
    assert.deepEqual(world.proxy.log, ['POST /api/v1/x passed']);
  });

  // The client repeats what it may repeat: `times` covers all its attempts.
  const faults: [Fault, unknown, (done: number) => boolean][] = [
    [{ kind: 'lost-request' }, 'network', (done) => done === 0],
    [{ kind: 'black-hole' }, 'timeout', (done) => done === 0],
    [{ kind: 'lost-answer' }, 'network', (done) => done > 0],
    [{ kind: 'silent-answer' }, 'timeout', (done) => done > 0],
    [{ kind: 'cut-answer' }, 'network', (done) => done > 0],
    [{ kind: 'truncated-json' }, 'not-json', (done) => done === 1],
    [{ kind: 'changed-answer', change: () => ({ data: {} }) }, 'schema', (done) => done === 1],
    [{ kind: 'replaced-answer', with: canned }, 'not-json', (done) => done > 0],
    [{ kind: 'refused', with: canned }, 'not-json', (done) => done === 0],
    [{ kind: 'duplicated', afterMs: 5 }, 1, (done) => done === 2],
    [{ kind: 'late-commit', afterMs: 5 }, 'network', (done) => done > 0],
    [{ kind: 'delayed', ms: 10 }, 1, (done) => done === 1],
  ];
  for (const [fault, outcome, carriedOut] of faults) {
    it(`does what ${fault.kind} says, and no more once healed`, async () => {
      const ask = async (timeoutMs?: number) => {
        const world = await behindProxy();
        world.proxy.plan({ on: /^POST .*\/x$/, fault, times: 9 });
        assert.equal(await world.ask(timeoutMs), outcome);
        await world.proxy.settled();
        return world;
      };
      // A machine may be busy for longer than somebody waits: then nothing came through yet, which is not the fault's.
      let timeoutMs = outcome === 'timeout' ? 100 : undefined;
      let world = await ask(timeoutMs);
      while (timeoutMs !== undefined && timeoutMs < 10_000 && !carriedOut(world.done())) {
        timeoutMs *= 2;
        world = await ask(timeoutMs);
      }
      assert.ok(carriedOut(world.done()), `carried out ${world.done()} times`);
      world.proxy.heal();
      const before = world.done();
      assert.equal(await world.ask(), before + 1);
    });
  }

  it('refuses connections and takes them again on the same port', async () => {
    const world = await behindProxy();
    await world.proxy.refuse();
    assert.equal(await world.ask(), 'network');
    await world.proxy.reopen();
    assert.equal(await world.ask(), 1);
  });
});
