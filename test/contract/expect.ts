import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import * as z from 'zod/mini';
import { redact } from '../../src/domain/secrets/redact.ts';
import type { Answer } from './ask.ts';
import { skipTest } from './skip.ts';

const meta = z.looseObject({ request_id: z.string().check(z.minLength(1)), trace_id: z.string() });
const success = z.looseObject({ data: z.unknown(), meta });
const failure = z.looseObject({
  error: z.looseObject({
    code: z.string().check(z.regex(/^[a-z][a-z0-9_]*$/)),
    message: z.string().check(z.minLength(1)),
    details: z.looseObject({}),
  }),
  meta,
});

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** `data` of an answer with one of these statuses, in its envelope and of this shape. */
export function dataOf<T>(
  answer: Answer,
  statuses: number | readonly number[],
  schema: z.ZodMiniType<T>,
): T {
  hasStatus(answer, statuses);
  const envelope = success.safeParse(answer.json);
  assert.ok(envelope.success, `${answer.line}: not a success envelope`);
  const data = z.safeParse(schema, envelope.data.data);
  if (data.success) return data.data;
  const issues = data.error.issues.map(({ path, code }) => `${path.map(String).join('.')} ${code}`);
  assert.fail(`${answer.line}: data does not have the agreed shape: ${issues.join(', ')}`);
}

/** An error envelope with one of these statuses and one of these codes. */
export function refusedWith(
  answer: Answer,
  statuses: number | readonly number[],
  codes: string | readonly string[],
): Refusal {
  hasStatus(answer, statuses);
  const { code, message, details } = anyRefusal(answer);
  const accepted = [codes].flat();
  assert.ok(accepted.includes(code), `${answer.line}: code ${code}, not ${accepted.join(' or ')}`);
  return { status: answer.status, code, message, details };
}

/**
 * Who must not get in does not: 401 in the control plane's words. Where an edge turns them away
 * before, with a login page or in words of its own, the test is skipped.
 */
export function turnedAway(context: Context, answer: Answer): void {
  const redirected = answer.status >= 300 && answer.status < 400;
  const byEdge = [401, 403].includes(answer.status) && !failure.safeParse(answer.json).success;
  if (redirected || byEdge) skipTest(context, 'an edge refuses before the control plane does');
  refusedWith(answer, 401, 'unauthorized');
}

/** An error envelope with any 4xx or 5xx: for what docs/contract.md calls a defect of some servers. */
export function anyRefusal(answer: Answer): Refusal {
  assert.ok(answer.status >= 400, `${answer.line}: ${answer.status} is not a refusal`);
  const envelope = failure.safeParse(answer.json);
  assert.ok(envelope.success, `${answer.line}: ${answer.status} without an error envelope`);
  return { status: answer.status, ...envelope.data.error };
}

export function hasStatus(answer: Answer, statuses: number | readonly number[]): void {
  const accepted = [statuses].flat();
  if (accepted.includes(answer.status)) return;
  // A success may carry a secret; only what a refusal says is repeated.
  const said = answer.status >= 400 ? `: ${redact(answer.text.slice(0, 400))}` : '';
  assert.fail(`${answer.line}: ${answer.status}, not ${accepted.join(' or ')}${said}`);
}
