import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { ApiError } from '../../../src/client/apiError.ts';
import { explain } from '../../../src/client/explain.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { rotatedApiKey } from '../../../src/wire/apiKeys.ts';
import { workspaceDetail } from '../../../src/wire/workspaces.ts';
import { allRecordings } from '../../support/recordings.ts';

const secret = new Secret(`grk_live_mwsgtj14d65e2a76e4d54187_${'c0ffee00'.repeat(6)}`);
const RUNS = 10_000;

const encode = (text: string) => new TextEncoder().encode(text);

/** What a broken or hostile server may make of an answer. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('splice' as const), at: fc.nat(), bytes: fc.uint8Array() }),
  fc.record({ kind: fc.constant('retype' as const), at: fc.nat(), value: fc.jsonValue() }),
  fc.record({ kind: fc.constant('rename' as const), at: fc.nat(), name: fc.string() }),
  fc.record({ kind: fc.constant('echo' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('none' as const) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, change: Mutation): Uint8Array {
  const values = [...text.matchAll(/:("[^"]*"|\d+|null|true|false|\[|\{)/g)];
  const names = [...text.matchAll(/"(\w+)":/g)];
  switch (change.kind) {
    case 'none':
      return encode(text);
    case 'cut':
      return encode(text.slice(0, change.at % (text.length + 1)));
    case 'splice': {
      const bytes = encode(text);
      const at = change.at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at)]);
    }
    case 'retype':
      return encode(
        replaced(text, values[change.at % values.length], `:${JSON.stringify(change.value)}`),
      );
    case 'echo':
      return encode(replaced(text, values[change.at % values.length], `:"${secret.reveal()}"`));
    case 'rename': {
      const name = change.at % 7 === 0 ? '__proto__' : change.name;
      return encode(replaced(text, names[change.at % names.length], `${JSON.stringify(name)}:`));
    }
  }
}

function replaced(text: string, match: RegExpExecArray | undefined, by: string): string {
  if (!match) return text;
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

describe('client: fuzzed replies', function () {
  it(`ends each of ${RUNS} broken replies in data or in one explained ApiError without a secret`, async function () {
    this.timeout(120_000);
    const unhandled: unknown[] = [];
    const collect = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', collect);

    const bodies = allRecordings()
      .filter(([name]) => /^(07|11-key|12-run|21|23|32|33|36|41|42)/.test(name))
      .map(([, { response }]) => JSON.stringify(response.body));
    let reply = () => new Response();
    const http = createHttp({
      baseUrl: 'http://local.invalid',
      headers: async () => ({}),
      timeoutMs: 5000,
      fetch: async () => reply(),
    });
    const rows = new Set<string>();
    const seen = { data: 0, errors: 0 };
    const property = fc.asyncProperty(
      fc.constantFrom(...bodies),
      mutation,
      fc.constantFrom(200, 201, 204, 302, 307, 400, 401, 403, 404, 409, 429, 500, 502, 503),
      fc.constantFrom('application/json', 'text/plain', 'text/html', 'x', ''),
      fc.option(fc.string({ maxLength: 80 })),
      async (body, change, status, type, extra) => {
        const headers = new Headers();
        if (type !== '') headers.set('content-type', type);
        for (const name of extra === null ? [] : ['location', 'retry-after', 'content-length']) {
          headers.set(name, encodeURIComponent(extra ?? ''));
        }
        const bytes = Buffer.from(mutate(body, change));
        reply = () => new Response(status === 204 ? null : bytes, { status, headers });
        // Without an idempotency key nothing is repeated, so that every reply is looked at once.
        const question = { method: 'POST', path: '/x', secret } as const;
        const schema = bytes.length % 2 === 0 ? rotatedApiKey : workspaceDetail;
        try {
          await http.send<unknown>(question, schema);
          seen.data++;
        } catch (error) {
          assert.ok(error instanceof ApiError, inspect(error));
          seen.errors++;
          const { row, happened, why, button } = explain(error);
          rows.add(row);
          assert.ok(happened !== '' && why !== '' && button.command.startsWith('keyrail.'));
          const all = inspect([error, happened, why, button], { depth: null, showHidden: true });
          assert.ok(!all.includes(secret.reveal().slice(0, 24)), 'a secret is shown');
        }
      },
    );
    await fc.assert(property, { numRuns: RUNS });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', collect);
    assert.deepEqual(unhandled, []);
    assert.equal(Reflect.get({}, 'data'), undefined);
    assert.ok(seen.data > 10 && seen.errors > RUNS / 2 && rows.size > 10);
    console.log(`      ${seen.data} with data, ${seen.errors} refused in ${rows.size} kinds`);
  });
});
