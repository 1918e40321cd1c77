import { Secret } from '../../src/domain/secrets/secret.ts';
import { rememberMade } from './made.ts';
import { target } from './target.ts';

/**
 * Who speaks: the tester, somebody else with these headers, a key, anybody whom the edge lets through
 * to the runtime plane, or nobody at all.
 */
type Speaker = 'manager' | 'anybody' | 'nobody' | Secret | Readonly<Record<string, string>>;

export interface Question {
  readonly as?: Speaker;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, for what is not JSON. */
  readonly raw?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. Never printed whole: it may hold a secret. */
export interface Answer {
  /** `METHOD path`, for messages. */
  readonly line: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` when the body is not JSON. */
  readonly json: unknown;
}

const TIMEOUT_MS = 30_000;

/** Asks once, below `/api/v1`, one request at a time; never follows a redirect. */
export async function ask(method: string, path: string, question: Question = {}): Promise<Answer> {
  const { as = 'manager', body, raw, idempotencyKey, headers } = question;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${target().baseUrl}/api/v1${path}`, {
    method,
    headers: {
      ...identity(as),
      ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  const json = parse(text);
  rememberMade(response.status, json);
  const line = `${method} ${path}`;
  return { line, status: response.status, headers: response.headers, text, json };
}

/** `POST` with an idempotency key. */
export function post(
  path: string,
  idempotencyKey: string,
  question: Omit<Question, 'idempotencyKey'> = {},
): Promise<Answer> {
  return ask('POST', path, { ...question, idempotencyKey });
}

/** Path of the workspace under test. */
export function inWorkspace(path = ''): string {
  return `/saas/workspaces/${encodeURIComponent(target().workspaceId)}${path}`;
}

function identity(as: Speaker): Readonly<Record<string, string>> {
  if (as === 'manager') return target().headers;
  if (as === 'nobody') return {};
  if (as === 'anybody') return target().runtimeHeaders;
  if (!(as instanceof Secret)) return as;
  return { ...target().runtimeHeaders, Authorization: `Bearer ${as.reveal()}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
