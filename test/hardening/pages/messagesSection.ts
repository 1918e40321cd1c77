import type * as z from 'zod/mini';
import { checklistRequest } from '../../../src/panels/protocol/checklist.ts';
import { longestMessage, parseRequest } from '../../../src/panels/protocol/parse.ts';
import { playgroundRequest } from '../../../src/panels/protocol/playground.ts';
import { pageRequests } from '../../support/pageRequests.ts';
import type { Run } from '../run.ts';
import { fuzzedMessages } from './fuzzedMessages.ts';

const MESSAGES = 10_000;

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
    for (const message of fuzzedMessages(page, seed, runs)) {
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

/** What is in a request that the page may not send, `undefined` when nothing is. */
function excess(
  page: keyof typeof pageRequests,
  parsed: { readonly type: string },
  message: unknown,
): string | undefined {
  const known = pageRequests[page].find(({ type }) => type === parsed.type);
  if (known === undefined) return `took the unknown verb ${parsed.type}`;
  const names = Object.keys(parsed).sort().join();
  if (names !== Object.keys(known).sort().join()) return `took ${parsed.type} with ${names}`;
  const sent = JSON.stringify(JSON.parse(JSON.stringify(message)));
  return JSON.stringify(parsed).length > sent.length ? 'more than was sent' : undefined;
}

function oversized(page: keyof typeof pageRequests): object[] {
  return pageRequests[page].map((message) => ({ ...message, text: 'x'.repeat(longestMessage) }));
}
