import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ApiError } from '../../../src/client/apiError.ts';
import { explain } from '../../../src/client/explain.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createServerClock } from '../../../src/client/transport/serverClock.ts';
import { trialText } from '../../../src/client/trialText.ts';
import { closeAllListening, listenTcp } from '../../support/listen.ts';
import { failed } from './failed.ts';

const get = { method: 'GET', path: '/saas/me' } as const;
const hourMs = 3_600_000;
const bearer = { names: ['Authorization'], bearers: ['Authorization'] };

type Answer = readonly [head: readonly string[], body?: string | Uint8Array];

/** Something on the way that answers every request with these bytes. */
async function onTheWay([head, body = '']: Answer) {
  let asked = 0;
  const server = await listenTcp((socket) => {
    socket.on('data', () => {
      asked++;
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      socket.end(body);
    });
  });
  const clock = createServerClock();
  const endpoint = { baseUrl: server.url, headers: async () => ({}), timeoutMs: 5000, clock };
  const http = createHttp(endpoint);
  const ask = () => failed(http.send(get, z.unknown()));
  return { ask, clock, asked: () => asked };
}

const status = (code: number, ...headers: string[]) => [
  `HTTP/1.1 ${code} Whatever`,
  'Connection: close',
  ...headers,
];
const html = 'Content-Type: text/html; charset=big5';
const json = 'Content-Type: application/json; charset=utf-8';
const packed = 'Content-Encoding: gzip';
const told = (error: ApiError) => {
  const { row, happened, why, button } = explain(error);
  return { row, text: `${happened} ${why}`, button: button.command };
};

describe('client: what something on the way answers', () => {
  afterEach(closeAllListening);

  const passes = /That passes by itself\./;
  const damaged = /^The answer arrived damaged\. .*proxy on the way/;
  const refused = /^A gateway refused the request \(\d+\)\. .*company proxy or a firewall/;
  const rows: [string, Answer, string, RegExp][] = [
    ['a gateway without words', [status(502)], 'gateway-error', passes],
    ['a gateway without a server', [status(504, html), '<h1>'], 'gateway-error', passes],
    [
      'maintenance in plain text',
      [status(503, 'Content-Type: text/plain'), 'Down'],
      'gateway-error',
      passes,
    ],
    ['a network of caches that waits', [status(524, html), '<h1>'], 'gateway-error', passes],
    // No waiting helps where it does not trust the server behind it.
    [
      'one that trusts no server',
      [status(526, html), '<h1>'],
      'gateway-error',
      /If it stays, the administrator of the gateway/,
    ],
    [
      'a gateway that crashed',
      [status(500, html), '<h1>'],
      'gateway-error',
      /If it stays, the administrator of the gateway/,
    ],
    ['throttling without words', [status(429)], 'throttled', passes],
    ['throttling with an empty list', [status(429, json), '[]'], 'throttled', passes],
    [
      'throttling in numbers',
      [status(429, json), '{"error":{"code":429,"message":"Slow"}}'],
      'throttled',
      passes,
    ],
    [
      'throttling of a kind of its own',
      [status(429, 'Content-Type: application/problem+json'), '{"title":"Slow"}'],
      'throttled',
      passes,
    ],
    [
      'a login page',
      [status(200, html), '<form>'],
      'web-page',
      /sign in there in a browser and try again; else check the address/,
    ],
    [
      'a login that the network wants',
      [status(511, html), '<form>'],
      'network-login',
      /Sign in at the page/,
    ],
    [
      'a proxy that wants a login',
      [status(407, html), '<h1>'],
      'network-login',
      /with the company proxy/,
    ],
    ['a firewall', [status(403, html), '<h1>Blocked'], 'page-refuses', refused],
    ['a law', [status(451, html), '<h1>'], 'page-refuses', refused],
    ['a gate', [status(401, html), '<h1>'], 'page-refuses', refused],
    [
      'a page that asks for TLS',
      [status(400, html), 'The plain HTTP request was sent to HTTPS port'],
      'tls-wanted',
      /has to begin with https:\/\//,
    ],
    [
      'a word that asks for TLS',
      [status(400), 'Client sent an HTTP request to an HTTPS server.'],
      'tls-wanted',
      /speaks TLS/,
    ],
    ['no HTTP', [['SSH-2.0-OpenSSH_9.6']], 'no-http-there', /does not speak HTTP/],
    ['HTTP of the first days', [['<html>login</html>']], 'no-http-there', /does not speak HTTP/],
    ['broken compression', [status(200, json, packed), '{"data":{}}'], 'answer-damaged', damaged],
    [
      'cut compression',
      [status(200, json, packed), gzipSync('{"data":{"a":1}}').subarray(0, 20)],
      'answer-cut',
      /could not be read to its end/,
    ],
    [
      'headers without end',
      [status(200, json, `X: ${'x'.repeat(100_000)}`), '{}'],
      'answer-damaged',
      damaged,
    ],
    [
      'two lengths',
      [status(200, json, 'Content-Length: 1', 'Content-Length: 2'), '{}'],
      'answer-damaged',
      damaged,
    ],
    // What the headers say holds, whatever became of the page.
    [
      'maintenance, labelled wrongly as compressed',
      [status(503, html, packed), '<h1>'],
      'gateway-error',
      passes,
    ],
    [
      'throttling, labelled wrongly as compressed',
      [status(429, html, packed), '<h1>'],
      'throttled',
      passes,
    ],
  ];
  for (const [what, answer, row, says] of rows) {
    it(`tells ${what} as ${row}`, async () => {
      const { ask } = await onTheWay(answer);
      const error = await ask();
      const said = told(error);
      assert.equal(said.row, row, said.text);
      assert.match(said.text, says);
      assert.doesNotMatch(said.text, /connection to the control plane was cut/);
    });
  }

  it('blames no token for the page of a firewall, where a connection is tried', async () => {
    const { ask } = await onTheWay([status(403, html), '<h1>Blocked']);
    assert.match(trialText(await ask(), bearer), /^A gateway refused the request \(403\)\./);
  });

  const date = 'Date: Mon, 30 Nov 2026 10:00:00 GMT';
  const waits: [string, readonly string[], number | undefined][] = [
    ['a date', [date, 'Retry-After: Mon, 30 Nov 2026 10:00:40 GMT'], 40],
    ['a date that is past', [date, 'Retry-After: Mon, 30 Nov 2026 09:00:00 GMT'], 0],
    ['a date without end', [date, 'Retry-After: Fri, 31 Dec 9999 23:59:59 GMT'], 10_000_000],
    ['a date of another zone', [date, 'Retry-After: Mon, 30 Nov 2026 11:00:40 +0100'], 40],
    ['a date in ISO 8601', [date, 'Retry-After: 2026-11-30T10:00:40Z'], 40],
    ['a date of the first days', [date, 'Retry-After: Monday, 30-Nov-26 10:00:40 GMT'], 40],
    [
      'a date that a cache has kept',
      [date, 'Age: 30', 'Retry-After: Mon, 30 Nov 2026 10:00:40 GMT'],
      10,
    ],
    ['seconds that a cache has kept', [date, 'Age: 30', 'Retry-After: 40'], 10],
    ['less than a cache has kept it', [date, 'Age: 300', 'Retry-After: 40'], 0],
    ['an age that says nothing', [date, 'Age: -5', 'Retry-After: 40'], 40],
    ['half a second', ['Retry-After: 0.5'], 1],
    ['nothing', ['Retry-After:'], undefined],
    ['a word', ['Retry-After: never'], undefined],
    ['two values', ['Retry-After: 3, 40'], undefined],
    ['less than nothing', ['Retry-After: -40'], undefined],
  ];
  for (const [what, headers, seconds] of waits) {
    it(`reads how long it asks to wait: ${what}`, async () => {
      const { ask } = await onTheWay([status(429, html, ...headers), '<h1>']);
      assert.equal((await ask()).retryAfterSeconds, seconds);
    });
  }

  it('reads it from a body as text, and takes the header’s word where the body says nothing', async () => {
    const said = async (details: string) => {
      const body = `{"error":{"code":"rate_limited","message":"Slow","details":${details}}}`;
      const { ask } = await onTheWay([status(429, json, 'Retry-After: 37'), body]);
      return (await ask()).retryAfterSeconds;
    };
    assert.equal(await said('{"retry_after_seconds":20}'), 20);
    assert.equal(await said('{"retry_after_seconds":"20"}'), 20);
    for (const nothing of ['-5', 'null', '"soon"', '""', '{}', '1e999']) {
      assert.equal(await said(`{"retry_after_seconds":${nothing}}`), 37, nothing);
    }
  });

  it('reckons a date by the control plane’s clock, where the answer does not tell the time', async () => {
    const { ask, clock } = await onTheWay([
      status(429, html, `Retry-After: ${new Date(Date.now() + 40_000 - 2 * hourMs).toUTCString()}`),
      '<h1>',
    ]);
    clock.heard(new Date(Date.now() - 2 * hourMs).toUTCString(), Date.now(), Date.now());
    const seconds = (await ask()).retryAfterSeconds ?? 0;
    assert.ok(seconds > 30 && seconds < 45, String(seconds));
  });

  it('asks no more for as long as was asked for, and says which of the two it was', async () => {
    const { ask, asked } = await onTheWay([status(503, html, 'Retry-After: 40'), '<h1>']);
    await ask();
    const before = asked();
    const error = await ask();
    assert.equal(asked(), before);
    assert.deepEqual([error.kind, error.code], ['circuit-open', 'asked_to_wait']);
    assert.match(told(error).text, /asked for a wait; Keyrail asks again in (39|40) s\./);
  });

  it('is no word of the control plane’s time', async () => {
    const wrong = `Date: ${new Date(Date.now() - 9 * hourMs).toUTCString()}`;
    for (const answer of [
      [status(200, html, wrong), '<form>'],
      [status(502, html, wrong), '<h1>'],
      [status(403, json, wrong), '{"message":"Forbidden"}'],
      [status(302, wrong, 'Location: https://login.example'), ''],
    ] as const) {
      const { ask, clock } = await onTheWay(answer);
      await ask();
      assert.equal(clock.aheadMs(), 0, answer[0][0]);
    }
  });
});
