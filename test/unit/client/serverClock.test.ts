import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createServerClock } from '../../../src/client/transport/serverClock.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';
import { failed } from './failed.ts';

const hour = 3_600_000;
const get = { method: 'GET', path: '/thing' } as const;

/** What a clock says after one answer of a server whose clock is this much behind this machine's. */
async function after(
  behindMs: number,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
) {
  const server = await listenHttp((_request, response) => {
    response.setHeader('date', new Date(Date.now() - behindMs).toUTCString());
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = { error: { code: 'no', message: 'No.' } };
    response.writeHead(status).end(JSON.stringify(status === 200 ? { data: {} } : refusal));
  });
  const clock = createServerClock();
  const edge = { baseUrl: server.url, headers: async () => ({}), timeoutMs: 20_000, clock };
  const asked = createHttp(edge).send(get, z.unknown());
  if (status === 200) await asked;
  else await failed(asked);
  await server.close();
  return clock;
}

describe('client: the clock of the control plane', () => {
  afterEach(closeAllListening);

  for (const hours of [-2, -0.01, 0.01, 1, 2]) {
    it(`is ${hours} h behind this machine's where its answers say so`, async () => {
      const clock = await after(hours * hour);
      assert.ok(Math.abs(clock.aheadMs() - hours * hour) < 3000, String(clock.aheadMs()));
      assert.ok(Math.abs(clock.now().getTime() - (Date.now() - hours * hour)) < 3000);
    });
  }

  it('is learned from a refusal, too', async () => {
    assert.ok(Math.abs((await after(2 * hour, {}, 400)).aheadMs() - 2 * hour) < 3000);
  });

  it('is this machine’s where it agrees, where no answer tells it, and where a cache answers', async () => {
    assert.equal((await after(0)).aheadMs(), 0);
    assert.equal((await after(2 * hour, { date: 'soon' })).aheadMs(), 0);
    assert.equal((await after(2 * hour, { age: '7200' })).aheadMs(), 0);
  });

  it('is told by what passes a cache that has not kept it', async () => {
    const told = (await after(2 * hour, { age: '0' })).aheadMs();
    assert.ok(Math.abs(told - 2 * hour) < 3000, String(told));
  });

  it('takes no single answer’s word against what is known: one node may be wrong', () => {
    const clock = createServerClock();
    const hear = (now: number, behindMs: number) => {
      clock.heard(new Date(now - behindMs).toUTCString(), now, now + 100);
    };
    const at = Date.parse('Sun, 29 Nov 2026 10:00:30 GMT');
    hear(at, 0);
    assert.equal(clock.aheadMs(), 0);
    // A node that is a day ahead answers now and then: no key ends by its clock.
    for (let n = 1; n < 10; n++) {
      hear(at + n * 1000, n % 3 === 1 ? -24 * hour : 0);
      assert.equal(clock.aheadMs(), 0);
    }
    // The machine slept, or was set: two answers that agree are believed.
    hear(at + 20_000, -24 * hour);
    assert.equal(clock.aheadMs(), 0);
    hear(at + 23_000, -24 * hour);
    assert.ok(Math.abs(clock.aheadMs() + 24 * hour) < 1000, String(clock.aheadMs()));
    // Two that differ from what is known and from each other are no agreement.
    hear(at + 25_000, 0);
    hear(at + 26_000, 2 * hour);
    assert.ok(Math.abs(clock.aheadMs() + 24 * hour) < 1000);
  });

  it('allows for the way: an answer that took long says no more than it can', () => {
    const clock = createServerClock();
    const date = 'Sun, 29 Nov 2026 10:00:30 GMT';
    const at = Date.parse(date);
    clock.heard(date, at - 20_000, at + 20_000);
    assert.equal(clock.aheadMs(), 0);
    for (let times = 0; times < 2; times++) clock.heard(date, at + 100_000, at + 120_000);
    assert.equal(clock.aheadMs(), 109_500);
  });

  it('keeps what it knows where an answer fits it: the machine slept while that was on its way', () => {
    const clock = createServerClock();
    const date = 'Sun, 29 Nov 2026 10:00:30 GMT';
    const at = Date.parse(date);
    clock.heard(date, at + 2 * hour, at + 2 * hour + 100);
    const known = clock.aheadMs();
    assert.ok(Math.abs(known - 2 * hour) < 1000);
    clock.heard(date, at - 10 * hour, at + 10 * hour);
    assert.equal(clock.aheadMs(), known);
    for (let times = 0; times < 2; times++) clock.heard(date, at, at + 100);
    assert.equal(clock.aheadMs(), 0);
  });
});
