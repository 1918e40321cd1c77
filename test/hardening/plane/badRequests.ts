import type { Random } from '../../support/random.ts';

/** One request that must not be granted, as it goes over the wire. */
export interface BadRequest {
  readonly kind: string;
  readonly words: Buffer;
}

interface Place {
  readonly port: number;
  /** A good key: it must not help. */
  readonly secret: string;
  /** `/saas/workspaces/<id>`. */
  readonly home: string;
}

const wish = JSON.stringify({ input: { kind: 'user_instruction', text: 'Must never run' } });

type Headers = Readonly<Record<string, string>>;

/** A request that would start a run, but for what is changed. */
function request(
  { port, secret }: Place,
  changes: {
    readonly line?: string;
    readonly headers?: Headers;
    readonly extra?: string;
    readonly body?: string;
  } = {},
): Buffer {
  const body = changes.body ?? wish;
  const headers: Record<string, string> = {
    Host: `127.0.0.1:${port}`,
    Authorization: `Bearer ${secret}`,
    'Idempotency-Key': crypto.randomUUID(),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...changes.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === '' ? [] : [`${name}: ${value}`],
  );
  const head = [changes.line ?? 'POST /api/v1/runs HTTP/1.1', ...lines].join('\r\n');
  return Buffer.from(`${head}\r\n${changes.extra ?? ''}\r\n${body}`, 'latin1');
}

type Make = (place: Place, random: Random) => Buffer;

const junk = (random: Random, length: number) =>
  Array.from({ length }, () => String.fromCharCode(33 + random.below(90))).join('');

const hosts: readonly ((port: number, random: Random) => string)[] = [
  () => 'evil.test',
  (port) => `evil.test:${port}`,
  (port) => `127.0.0.1.evil.test:${port}`,
  (port) => `evil.test@127.0.0.1:${port}`,
  (port) => `127.0.0.1:${port}@evil.test`,
  (port) => `0.0.0.0:${port}`,
  (port) => `[::1]:${port}`,
  (port) => `127.1:${port}`,
  (port) => `2130706433:${port}`,
  (port) => `127.0.0.1:${port + 1}`,
  (port) => `LOCALHOST.:${port}`,
  () => '127.0.0.1',
  (_, random) => junk(random, 1 + random.below(60)).replace(/[,]/g, ''),
];

const origins = ['null', 'https://evil.test', 'http://127.0.0.1', 'vscode-webview://x', 'file://'];

const targets = [
  '/saas/me',
  '/%73aas/me',
  '/saas/../saas/me',
  '//saas/me',
  '/saas%2fme',
  '/x/../saas/me',
  ';/saas/me',
  '/saas/me?x=/runs',
];

const garbage: readonly Make[] = [
  (_, random) => Buffer.from(Array.from({ length: 200 }, () => random.below(256))),
  () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  () => Buffer.from('1603010200010001fc0303', 'hex'),
  () => Buffer.from('GET /api/v1/_probe\r\n\r\n'),
  (place) => request(place, { line: 'POST /api/v1/runs HTTP/9.9' }),
  (place) => request(place, { extra: 'X: a\0b\r\n' }),
  (place) => request(place, { extra: ': nameless\r\n' }),
  (place) => request(place, { extra: `X: ${'y'.repeat(9000)}\r\n` }),
  (place) => request(place, { extra: 'A: b\r\n'.repeat(3000) }),
  (place) => request(place, { line: `POST /api/v1/runs?${'q'.repeat(2100)} HTTP/1.1` }),
];

const framing: readonly Make[] = [
  (place) => request(place, { headers: { 'Content-Length': '-1' } }),
  (place) => request(place, { headers: { 'Content-Length': '1e3' } }),
  (place) => request(place, { headers: { 'Content-Length': '99999999999' } }),
  (place) => request(place, { extra: 'Content-Length: 3\r\n' }),
  (place) => request(place, { extra: 'Transfer-Encoding: chunked\r\n' }),
  (place) =>
    request(place, {
      headers: { 'Content-Length': '', 'Transfer-Encoding': 'chunked' },
      body: `FFFFFFFFFFFFFFFF1\r\n${wish}`,
    }),
  (place) =>
    request(place, {
      headers: { 'Content-Length': '', 'Transfer-Encoding': 'xchunked' },
      body: `0\r\n\r\n${wish}`,
    }),
];

const bodies: readonly ((random: Random) => string)[] = [
  () => '',
  () => 'null',
  () => '[]',
  () => '"text"',
  (random) => wish.slice(0, random.below(wish.length)),
  () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  () => '['.repeat(60_000),
  () => `{"input":{"kind":"x"},"pad":"${'x'.repeat(65_536)}"}`,
  (random) => `{"input":${random.pick(['1', '[]', '"x"', 'null', 'true'])}}`,
  () => '{"__proto__":{"input":{"kind":"x"}}}',
  () => '\ufeff{}',
];

/** Near misses of a real key, and what is none at all. */
function wrongToken(secret: string, random: Random): string {
  const at = random.below(secret.length);
  const other = secret[at] === '0' ? '1' : '0';
  return random.pick([
    `Bearer ${secret.slice(0, at)}${other}${secret.slice(at + 1)}`,
    `Bearer ${secret.slice(0, -1)}`,
    `Bearer ${secret}0`,
    `Bearer ${secret.toUpperCase()}`,
    'Bearer',
    `Basic ${Buffer.from(`x:${secret}`).toString('base64')}`,
    `Bearer ' OR 1=1 --`,
    `Bearer ${'A'.repeat(7000)}`,
    `Bearer ${junk(random, 70)}`,
  ]);
}

const kinds: Readonly<Record<string, Make>> = {
  host: (place, random) =>
    request(place, { headers: { Host: random.pick(hosts)(place.port, random) } }),
  origin: (place, random) => request(place, { headers: { Origin: random.pick(origins) } }),
  'fetch-site': (place, random) =>
    request(place, {
      headers: { 'Sec-Fetch-Site': random.pick(['cross-site', 'same-site', 'same-origin', 'x']) },
    }),
  token: (place, random) =>
    request(place, { headers: { Authorization: wrongToken(place.secret, random) } }),
  management: (place, random) => {
    const path = random.pick([
      ...targets,
      `${place.home}/api-keys`,
      `${place.home}/api-keys/k:rotate`,
    ]);
    const line = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
    return request(place, {
      line: `${line} /api/v1${path} HTTP/1.1`,
      headers: { 'X-Authenticated-Subject': 'local@keyrail' },
    });
  },
  method: (place, random) =>
    request(place, {
      line: `${random.pick(['OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'post', 'RUN'])} ${random.pick(['/api/v1/runs', '*'])} HTTP/1.1`,
    }),
  body: (place, random) => request(place, { body: random.pick(bodies)(random) }),
  framing: (place, random) => random.pick(framing)(place, random),
  garbage: (place, random) => random.pick(garbage)(place, random),
};

/** `count` requests of all kinds in turn, the same for the same seed. */
export function badRequests(place: Place, random: Random, count: number): BadRequest[] {
  const all = Object.entries(kinds);
  return Array.from({ length: count }, (_, at) => {
    const [kind, make] = all[at % all.length]!;
    return { kind, words: make(place, random) };
  });
}
