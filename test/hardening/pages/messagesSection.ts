import fc from 'fast-check';
import type * as z from 'zod/mini';
import { checklistRequest } from '../../../src/panels/protocol/checklist.ts';
import { longestMessage, parseRequest } from '../../../src/panels/protocol/parse.ts';
import { playgroundRequest } from '../../../src/panels/protocol/playground.ts';
import type { Run } from '../run.ts';

const MESSAGES = 10_000;

/** What each page may ask for, as `panel` takes it; the verbs of both, so that neither takes the other's. */
const valid = {
  checklist: [
    { type: 'ready' },
    { type: 'doStep', number: 1, step: 'key' },
    { type: 'openBlocker', number: 2, code: 'api_key_missing' },
    { type: 'copyEvidence', number: 3, form: 'plain' },
    { type: 'open', number: 4, what: 'refresh' },
  ],
  playground: [
    { type: 'ready' },
    { type: 'draft', text: '{}', keyId: null },
    { type: 'run', number: 1, text: '{}', keyId: 'key_1' },
    { type: 'cancel', number: 2 },
    { type: 'replay', number: 3 },
    { type: 'show', number: 4, runId: 'run_1' },
    { type: 'copy', number: 5, what: 'trace' },
    { type: 'remedy', number: 6 },
    { type: 'open', number: 9, what: 'checklist' },
  ],
} as const;

/** Random messages and valid ones that were changed: what is taken is a known request and nothing more. */
export async function messagesSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('pages: messages');
  const runs = long ? MESSAGES * 10 : MESSAGES;
  for (const [page, schema] of [
    ['checklist', checklistRequest],
    ['playground', playgroundRequest],
  ] as const) {
    // `as`: either union of requests, all of which have a type.
    const requests = schema as unknown as z.ZodMiniType<{ readonly type: string }>;
    let taken = 0;
    for (const message of messagesFor(page, seed, runs)) {
      const parsed = parseRequest(requests, message);
      if (parsed === undefined) {
        section.pass();
        continue;
      }
      taken++;
      const problem = excess(page, parsed, message);
      if (problem === undefined) section.pass();
      else section.fail(`${page}: ${problem}`);
    }
    for (const message of oversized(page)) {
      if (parseRequest(requests, message) === undefined) section.pass();
      else section.fail(`${page}: took a message of more than ${longestMessage} characters`);
    }
    section.note(`${page}: ${runs} messages, ${taken} valid ones taken, ${runs - taken} dropped`);
  }
}

function messagesFor(page: keyof typeof valid, seed: number, runs: number): unknown[] {
  const names = [
    'type',
    'number',
    'step',
    'what',
    'keyId',
    'text',
    'code',
    'form',
    'command',
    'args',
  ];
  const changed = fc
    .record({
      base: fc.constantFrom<object>(...valid[page]),
      field: fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor'), fc.string()),
      value: fc.oneof(
        fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }),
        fc.constantFrom('command:workbench.action.quit', '__proto__', 'run', -1, 1e308, NaN, ''),
      ),
    })
    .map(({ base, field, value }) => {
      const message: object = { ...base };
      Object.defineProperty(message, field, { value, enumerable: true });
      return message;
    });
  const any = fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true });
  return fc.sample(fc.oneof(changed, changed, any), { numRuns: runs, seed });
}

/** What is in a request that the page may not send, `undefined` when nothing is. */
function excess(
  page: keyof typeof valid,
  parsed: { readonly type: string },
  message: unknown,
): string | undefined {
  const known = valid[page].find(({ type }) => type === parsed.type);
  if (known === undefined) return `took the unknown verb ${parsed.type}`;
  const names = Object.keys(parsed).sort().join();
  if (names !== Object.keys(known).sort().join()) return `took ${parsed.type} with ${names}`;
  const sent = JSON.stringify(JSON.parse(JSON.stringify(message)));
  return JSON.stringify(parsed).length > sent.length ? 'more than was sent' : undefined;
}

function oversized(page: keyof typeof valid): object[] {
  return valid[page].map((message) => ({ ...message, text: 'x'.repeat(longestMessage) }));
}
