import { inspect } from 'node:util';
import * as z from 'zod/mini';
import { ApiError } from '../../../src/client/apiError.ts';
import { explain } from '../../../src/client/explain.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { apiKeyList, rotatedApiKey } from '../../../src/wire/apiKeys.ts';
import { onboarding } from '../../../src/wire/onboarding.ts';
import { listenHttp } from '../../support/listen.ts';
import { seeded } from '../../support/random.ts';
import { allRecordings } from '../../support/recordings.ts';
import { inLanes } from '../inLanes.ts';
import type { Run } from '../run.ts';
import { hostileReply } from './hostileReplies.ts';
import { startHostileServer } from './hostileServer.ts';

const REPLIES = 10_000;
const TIMEOUT_MS = 250;
/** Far more than the client may take for two attempts: an answer that never ends never passes. */
const HANGS_AFTER_MS = 20_000;

const secret = new Secret(`grk_live_mwsgtj14d65e2a76e4d54187_${'c0ffee00'.repeat(6)}`);
const schemas = [z.looseObject({}), rotatedApiKey, apiKeyList, onboarding] as const;

/** 10,000 replies over a real socket: each ends in data or in one error whose words say why. */
export async function repliesSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('server: fuzzed replies');
  const unhandled: unknown[] = [];
  const collect = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', collect).on('uncaughtException', collect);
  const trap = await listenHttp((_, response) => response.end());
  const recorded = allRecordings().map(([, { response }]) => JSON.stringify(response.body ?? null));
  const material = {
    bodies: [ownBody, ...recorded.filter((body) => body.length < 20_000)],
    trap: trap.url,
  };
  const count = long ? REPLIES * 5 : REPLIES;
  const random = seeded(seed);
  const replies = new Map<number, ReturnType<typeof hostileReply>>();
  const server = await startHostileServer((number) => {
    // An attempt that is repeated meets the same reply.
    const reply = replies.get(number) ?? hostileReply(number, random, material);
    replies.set(number, reply);
    return reply;
  });
  const seen = { data: 0, errors: 0 };
  const rows = new Set<string>();
  try {
    await inLanes(64, Array.from({ length: count }), async (_, at) => {
      const get = at % 3 === 0;
      const http = createHttp({
        baseUrl: server.url,
        headers: async () => ({ 'X-Edge': secret }),
        timeoutMs: TIMEOUT_MS,
      });
      const question = { method: get ? 'GET' : 'POST', path: `/${at}`, secret } as const;
      const problem = await Promise.race([
        http.send<unknown>(question, schemas[at % schemas.length]!).then(
          () => {
            seen.data++;
            return undefined;
          },
          (error: unknown) => {
            seen.errors++;
            return judge(error, rows);
          },
        ),
        new Promise<string>((resolve) => {
          setTimeout(resolve, HANGS_AFTER_MS, 'it never ended').unref();
        }),
      ]);
      if (problem === undefined) section.pass();
      else section.fail(`${replies.get(at)?.kind ?? '?'} (${at}): ${problem}`);
      replies.delete(at);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const reason of unhandled) section.fail(`unhandled: ${inspect(reason).slice(0, 300)}`);
    if (Reflect.get({}, 'polluted') === undefined) section.pass();
    else section.fail('the prototype of all objects was changed');
    if (trap.seen.length === 0) section.pass();
    else section.fail(`${trap.seen.length} requests followed a redirect`);
    section.note(
      `${count} replies: ${seen.data} with data, ${seen.errors} explained in ${rows.size} ways, ${unhandled.length} unhandled`,
    );
  } finally {
    process.off('unhandledRejection', collect).off('uncaughtException', collect);
    await server.close();
    await trap.close();
  }
}

const ownBody = JSON.stringify({
  error: { code: 'invalid_request', message: 'No', details: { field: 'scope' } },
  meta: { request_id: 'req_1', trace_id: 'trc_1' },
});

/** What is wrong with an error, `undefined` when the person would be told why and nothing more. */
function judge(error: unknown, rows: Set<string>): string | undefined {
  if (!(error instanceof ApiError)) return `not an ApiError: ${inspect(error).slice(0, 300)}`;
  const { row, happened, why, button } = explain(error);
  rows.add(row);
  if (happened === '' || why === '' || !button.command.startsWith('keyrail.'))
    return 'not explained';
  const words = `${happened} ${why}`;
  if (words.length > 1000) return `${words.length} characters for one error`;
  if (/[\p{Cc}\p{Cf}]/u.test(words)) return `invisible characters in: ${words}`;
  const all = inspect([error, words], { depth: null, showHidden: true, maxStringLength: null });
  return all.includes(secret.reveal().slice(0, 24)) ? 'a secret is shown' : undefined;
}
