import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Random } from '../../support/random.ts';

/** What a hostile, broken or strange server does with one connection. */
export interface Reply {
  readonly kind: string;
  /** Sent piece by piece; a pause of so many milliseconds between them. */
  readonly pieces: readonly (Buffer | string)[];
  readonly pauseMs: number;
  /** How the connection ends after the last piece. */
  readonly then: 'end' | 'reset' | 'stay';
}

export interface Material {
  /** Bodies of real answers. */
  readonly bodies: readonly string[];
  /** A server of our own to which nothing may ever come. */
  readonly trap: string;
}

const statuses = [
  200, 200, 200, 201, 204, 206, 304, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503,
];
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'text/html',
  'x',
  '',
];

function head(status: number, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === '' ? [] : [`${name}: ${value}`],
  );
  return `HTTP/1.1 ${status} Whatever\r\n${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`;
}

function whole(
  random: Random,
  body: Buffer | string,
  headers: Readonly<Record<string, string | number>> = {},
): (Buffer | string)[] {
  return [
    head(random.pick(statuses), {
      'Content-Type': random.pick(types),
      'Content-Length': Buffer.byteLength(body),
      ...headers,
    }),
    body,
  ];
}

type Make = (random: Random, material: Material) => Omit<Reply, 'kind'> | (Buffer | string)[];

const nested = (depth: number) => `${'{"data":'.repeat(depth)}1${'}'.repeat(depth)}`;
const packers = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
} as const;
const encodings = ['gzip', 'deflate', 'br', 'zstd'] as const;

const wrongValues = [
  'null',
  '1e999',
  '-0',
  '[]',
  '{}',
  'true',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '12345678901234567890',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1}',
  `"${'x'.repeat(100_000)}"`,
  '[[[[[[[[]]]]]]]]',
];

/** One value of a real answer becomes another one. */
function retyped(random: Random, body: string): string {
  const values = [...body.matchAll(/:("[^"]*"|\d+|null|true|false|\[|\{)/g)];
  if (values.length === 0) return body;
  const found = random.pick(values);
  const value = random.pick(wrongValues);
  return `${body.slice(0, found.index)}:${value}${body.slice(found.index + found[0].length)}`;
}

/** One name of a real answer becomes another one. */
function renamed(random: Random, body: string): string {
  const names = [...body.matchAll(/"(\w+)":/g)];
  if (names.length === 0) return body;
  const found = random.pick(names);
  const name = random.pick([
    '__proto__',
    'constructor',
    'x',
    '',
    'data',
    'error',
    'meta',
    'length',
  ]);
  return `${body.slice(0, found.index)}"${name}":${body.slice(found.index + found[0].length)}`;
}

/** Kinds whose replies are small; each is drawn as often as the others. */
const kinds: Readonly<Record<string, Make>> = {
  truncated: (random, { bodies }) => {
    const body = random.pick(bodies);
    const cut = body.slice(0, random.below(body.length));
    const pieces = whole(random, cut, { 'Content-Length': body.length });
    return { pieces, pauseMs: 0, then: random.pick(['end', 'reset']) };
  },
  'wrong type': (random, { bodies }) => whole(random, retyped(random, random.pick(bodies))),
  'wrong name': (random, { bodies }) => whole(random, renamed(random, random.pick(bodies))),
  'right body, any status': (random, { bodies }) => whole(random, random.pick(bodies)),
  deep: (random) => whole(random, nested(1000 + random.below(40_000))),
  'deep list': (random) => whole(random, '['.repeat(1000 + random.below(100_000))),
  'web page': (random) =>
    whole(random, `<!doctype html><title>Sign in</title>${'<p>'.repeat(random.below(500))}`, {
      'Content-Type': 'text/html; charset=utf-8',
    }),
  'bad UTF-8': (random, { bodies }) => {
    const body = Buffer.from(random.pick(bodies));
    const at = random.below(body.length);
    const bad = random.pick([
      'ff',
      'c080',
      'eda080',
      'f8888080',
      'fe',
      '80',
      'e28281c0',
      'fffe3c00',
    ]);
    return whole(
      random,
      Buffer.concat([body.subarray(0, at), Buffer.from(bad, 'hex'), body.subarray(at)]),
    );
  },
  redirect: (random, { trap }) =>
    whole(random, '', {}).with(
      0,
      head(random.pick([300, 301, 302, 303, 305, 307, 308]), {
        Location: random.pick([
          trap,
          `${trap}/api/v1/saas/me`,
          `//${trap.slice(7)}/x`,
          'javascript:alert(1)',
          'file:///etc/passwd',
          'data:text/html,x',
          '/api/v1/elsewhere',
          'http://[::1',
          '',
          'x'.repeat(4000),
          'command:workbench.action.quit',
          'vscode://keyrail.keyrail/create',
        ]),
        'Content-Length': 0,
      }),
    ),
  'header flood': (random) => {
    const many = random.pick([10, 100, 1000, 5000]);
    const flood = Object.fromEntries(
      Array.from({ length: many }, (_, at) => [`X-${at}`, 'y'.repeat(random.pick([1, 20, 200]))]),
    );
    return whole(random, '{}', flood);
  },
  'strange header': (random) => {
    const [name, value] = random.pick([
      ['Content-Length', '-1'],
      ['Content-Length', '5, 6'],
      ['Content-Length', '1e9'],
      ['Transfer-Encoding', 'chunked, chunked'],
      ['Transfer-Encoding', 'nonsense'],
      ['Content-Encoding', 'nonsense'],
      ['Content-Encoding', 'gzip, gzip, gzip'],
      ['Retry-After', '-5'],
      ['Retry-After', '1e99'],
      ['Retry-After', 'NaN'],
      ['X-Request-Id', '\u0007\u001b[31m'],
      ['Content-Type', 'application/json\u0000'],
      ['Set-Cookie', 'a=b; HttpOnly'],
      ['Upgrade', 'websocket'],
      ['Location', 'https://evil.test'],
      ['Content-Disposition', 'attachment; filename="../../x"'],
    ] as const);
    return whole(random, '{"data":{}}', { [name]: value });
  },
  'not compressed': (random, { bodies }) =>
    whole(random, random.pick(bodies), { 'Content-Encoding': random.pick(encodings) }),
  'compressed and cut': (random, { bodies }) => {
    const encoding = random.pick(encodings);
    const packed = packers[encoding](random.pick(bodies));
    return whole(random, packed.subarray(0, random.below(packed.length)), {
      'Content-Encoding': encoding,
    });
  },
  'compressed well': (random, { bodies }) => {
    const encoding = random.pick(encodings);
    return whole(random, packers[encoding](random.pick(bodies)), { 'Content-Encoding': encoding });
  },
  'bad chunks': (random, { bodies }) => {
    const body = random.pick(bodies);
    const size = random.pick([
      'FFFFFFFFFFFFFFFF',
      '-5',
      'zz',
      '0',
      `${body.length.toString(16)};x=y`,
      '',
    ]);
    return [
      head(200, { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' }),
      `${size}\r\n${body}\r\n0\r\n\r\n`,
    ];
  },
  'two answers': (random, { bodies }) => [
    ...whole(random, random.pick(bodies)),
    ...whole(random, random.pick(bodies)),
  ],
  'no HTTP': (random) => [
    random.pick<Buffer | string>([
      '',
      '\r\n\r\n',
      'HTTP/1.1\r\n\r\n',
      'HTTP/9.9 200 OK\r\n\r\n',
      'SSH-2.0-OpenSSH_9\r\n',
      '220 mail ready\r\n',
      Buffer.alloc(500, 0xff),
      'HTTP/1.1 999 X\r\n\r\n',
      'HTTP/1.1 99 X\r\n\r\n',
      Buffer.from('150301000202280a', 'hex'),
    ]),
  ],
  'early hints for ever': (random) => ({
    pieces: Array.from({ length: 200 }, () => 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'),
    pauseMs: random.pick([0, 5]),
    then: 'stay',
  }),
  'switching protocols': () => [
    'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nxyz',
  ],
  'cut off': (random) => ({ pieces: [], pauseMs: 0, then: random.pick(['end', 'reset'] as const) }),
  silence: (random) => ({
    pieces: random.pick([[], ['HTTP/1.1 200 OK\r\n'], [head(200, { 'Content-Length': 99 })]]),
    pauseMs: 0,
    then: 'stay',
  }),
  drip: (random, { bodies }) => ({
    pieces: Array.from(whole(random, random.pick(bodies)).join('').slice(0, 200)),
    pauseMs: 10,
    then: 'stay',
  }),
};

const names = Object.keys(kinds);

/** The reply to the request of that number. */
export function hostileReply(at: number, random: Random, material: Material): Reply {
  const kind = names[at % names.length]!;
  const made = kinds[kind]!(random, material);
  return Array.isArray(made) ? { kind, pieces: made, pauseMs: 0, then: 'end' } : { kind, ...made };
}
