import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'mocha';
import { demoRunRequest } from '../../src/domain/firstRun/demoRun.ts';
import type { Secret } from '../../src/domain/secrets/secret.ts';
import {
  createdRun,
  run,
  type CreateRunBody,
  type CreatedRun,
  type Run,
} from '../../src/wire/runs.ts';
import { ask, post, type Answer } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { skip } from './skip.ts';
import { issue, readDetail } from './stage.ts';
import type { Issued } from './stage.ts';

const FINAL = ['completed', 'failed', 'cancelled'];
const LONGEST_WAIT_SECONDS = 70;

/** The request of which Keyrail says that the server counts it; a unit test holds it to the recorded one. */
export async function demoBody(): Promise<CreateRunBody> {
  return demoRunRequest((await readDetail()).workspace.slug);
}

/** Why nothing can be started here now: not a failure of the server, but a reason to skip. */
interface Unavailable {
  readonly unavailable: string;
}

/** Starts something that counts against rate and plan; waits once for the rate. */
async function tryStart(begin: () => Promise<Answer>): Promise<Answer | Unavailable> {
  const first = await begin();
  const limit = limitOf(first);
  if (limit === undefined) return first;
  if (limit.seconds === undefined || limit.seconds > LONGEST_WAIT_SECONDS) return limit;
  await sleep(limit.seconds * 1000 + 500);
  const second = await begin();
  return limitOf(second) ?? second;
}

function limitOf(answer: Answer): (Unavailable & { readonly seconds?: number }) | undefined {
  if (answer.status !== 429) return undefined;
  const { code, details } = refusedWith(answer, 429, ['rate_limited', 'plan_limit_exceeded']);
  if (code === 'plan_limit_exceeded') return { unavailable: 'the plan allows no more runs' };
  const seconds = details['retry_after_seconds'];
  assert.ok(typeof seconds === 'number', 'a rate limit without retry_after_seconds');
  return { unavailable: `rate limited for ${seconds} s`, seconds };
}

/** As `tryStart`, but skips what runs where nothing can be started. */
export async function start(context: Context, begin: () => Promise<Answer>): Promise<Answer> {
  const started = await tryStart(begin);
  return 'unavailable' in started ? skip(context, started.unavailable) : started;
}

/** The one demo run that the run suites look at, and the key that made it. */
export interface Demo {
  readonly key: Issued;
  readonly body: object;
  readonly idempotencyKey: string;
  readonly traceId: string;
  readonly created: CreatedRun;
  readonly finished: Run;
}

/**
 * Made once for all suites. What is kept for the next suite is a fact: a skip belongs to the one
 * that ran into it, and thrown at another one it would be a failure.
 */
let demo: Promise<Demo | Unavailable> | undefined;

/** Skips what runs where the server starts no run now. */
export async function demoRun(context: Context): Promise<Demo> {
  const made = await (demo ??= makeDemo());
  return 'unavailable' in made ? skip(context, made.unavailable) : made;
}

async function makeDemo(): Promise<Demo | Unavailable> {
  const key = await issue({ scope: ['runs:write', 'runs:manage'] });
  const body = await demoBody();
  const idempotencyKey = fresh('demo');
  const traceId = `trc_${fresh('demo')}`;
  const headers = { 'X-Trace-Id': traceId };
  const answer = await tryStart(() =>
    post('/runs', idempotencyKey, { as: key.secret, body, headers }),
  );
  if ('unavailable' in answer) return answer;
  const created = dataOf(answer, 201, createdRun);
  const finished = await settled(key.secret, created.run_id);
  return { key, body, idempotencyKey, traceId, created, finished };
}

/** The run as soon as it neither runs nor queues. @throws after 30 s */
export async function settled(secret: Secret, runId: string): Promise<Run> {
  for (let turn = 0; turn < 60; turn++) {
    const now = dataOf(await ask('GET', `/runs/${runId}`, { as: secret }), 200, run);
    if (FINAL.includes(now.status) || now.status === 'waiting_approval') return now;
    await sleep(500);
  }
  throw new Error(`The run ${runId} did not come to an end.`);
}
