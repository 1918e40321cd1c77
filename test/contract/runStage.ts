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
import { skipSuite } from './skip.ts';
import { issue, readDetail } from './stage.ts';
import type { Issued } from './stage.ts';

const FINAL = ['completed', 'failed', 'cancelled'];
const LONGEST_WAIT_SECONDS = 70;

/** The request of which Keyrail says that the server counts it; a unit test holds it to the recorded one. */
export async function demoBody(): Promise<CreateRunBody> {
  return demoRunRequest((await readDetail()).workspace.slug);
}

/** Starts something that counts against rate and plan; waits once, skips where the plan is used up. */
export async function start(context: Context, begin: () => Promise<Answer>): Promise<Answer> {
  const first = await begin();
  if (first.status !== 429) return first;
  const { code, details } = refusedWith(first, 429, ['rate_limited', 'plan_limit_exceeded']);
  if (code === 'plan_limit_exceeded') skipSuite(context, 'the plan allows no more runs');
  const seconds = details['retry_after_seconds'];
  assert.ok(typeof seconds === 'number', 'a rate limit without retry_after_seconds');
  if (seconds > LONGEST_WAIT_SECONDS) skipSuite(context, `rate limited for ${seconds} s`);
  await sleep(seconds * 1000 + 500);
  return begin();
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

let demo: Promise<Demo> | undefined;

export function demoRun(context: Context): Promise<Demo> {
  return (demo ??= makeDemo(context));
}

async function makeDemo(context: Context): Promise<Demo> {
  const key = await issue({ scope: ['runs:write', 'runs:manage'] });
  const body = await demoBody();
  const idempotencyKey = fresh('demo');
  const traceId = `trc_${fresh('demo')}`;
  const headers = { 'X-Trace-Id': traceId };
  const answer = await start(context, () =>
    post('/runs', idempotencyKey, { as: key.secret, body, headers }),
  );
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
