import { t } from '@vscode/l10n';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod/mini';
import { errorEnvelope } from '../wire/envelope.ts';
import { ApiError, type ApiErrorFacts } from './apiError.ts';
import { cleanDetails, cleanText, firstWords } from './cleanText.ts';
import { joined, piecesOf } from './pieces.ts';
import { retryAfterOf } from './patience.ts';
import type { Question } from './question.ts';

/** A whole answer with what is needed to judge it. `secrets` are the values it must not repeat. */
export interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** What `bytes` would say, where the answer came without being text. */
  readonly json?: object | undefined;
  readonly contentType: string;
  readonly location?: string | undefined;
  readonly retryAfter?: string | undefined;
  /** The server's clock, as it said it. */
  readonly date?: string | undefined;
  /** The id that we sent; the server's own one wins where it names one. */
  readonly requestId: string;
  readonly secrets: readonly string[];
}

/** What an answer that is not a 2xx says. */
export function refusal(question: Question, answer: Answer): ApiError {
  if (answer.status >= 300 && answer.status < 400) return redirected(question, answer);
  const json = jsonOf(answer);
  return json === undefined ? notJson(question, answer) : refused(question, answer, json);
}

/** @throws ApiError for everything that is not a 2xx with a JSON object. Returns that object. */
export function readAnswer(question: Question, answer: Answer): object {
  if (!isSuccess(answer.status)) throw refusal(question, answer);
  const json = jsonOf(answer);
  if (json === undefined) throw notJson(question, answer);
  if (typeof json !== 'object' || json === null) throw mismatch(question, answer, 'the body');
  return json;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/**
 * Data of a success envelope; a long list is read in several turns of the event loop, so that it
 * holds nothing up. @throws ApiError of kind `schema`, which names the place only.
 */
export async function readData<T>(
  question: Question,
  answer: Answer,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const json = readAnswer(question, answer);
  if (!('data' in json)) throw mismatch(question, answer, 'data');
  const pieces = piecesOf(json.data);
  const read: T[] = [];
  for (const { data, from } of pieces) {
    if (pieces.length > 1) await nextTurn();
    const parsed = z.safeParse(schema, data);
    if (!parsed.success) {
      const [first, row, ...rest] = parsed.error.issues[0]?.path ?? [];
      const at = typeof row === 'number' ? row + from : row;
      const place = ['data', first, at, ...rest].filter((part) => part !== undefined);
      throw mismatch(question, answer, cleanText(place.map(String).join('.'), answer.secrets, 120));
    }
    read.push(parsed.data);
  }
  if (pieces.length > 1) await nextTurn();
  return joined(read);
}

/** An answer of the wrong shape: the place is named, the value never. */
export function mismatch(question: Question, answer: Answer, place: string): ApiError {
  return unusable(question, answer, {
    kind: 'schema',
    code: 'schema_violation',
    reason: t('The answer does not have the agreed shape at {0}.', place),
    details: { at: place },
  });
}

function refused(question: Question, answer: Answer, json: unknown): ApiError {
  const parsed = errorEnvelope.safeParse(json);
  if (!parsed.success) {
    return unusable(question, answer, {
      kind: 'schema',
      code: 'unreadable_refusal',
      reason: t('Something on the way refused, in words that are not the control plane’s.'),
    });
  }
  const { error, meta } = parsed.data;
  const details = cleanDetails(error.details, answer.secrets);
  const seconds = retryAfterOf(answer.retryAfter, answer.date);
  if (seconds !== undefined) details['retry_after_seconds'] ??= seconds;
  // Only our own plane says this, of a change that it rolled back.
  const isUndone = error.code === 'storage_unavailable' && details['committed'] === false;
  return new ApiError({
    kind: 'refused',
    method: question.method,
    path: question.path,
    status: answer.status,
    code: /^\w{1,60}$/.test(error.code) ? cleanText(error.code, answer.secrets) : 'unknown_error',
    reason: cleanText(error.message, answer.secrets),
    details,
    requestId: goodId(meta.request_id, answer) ?? answer.requestId,
    mayHaveCommitted: question.method !== 'GET' && answer.status >= 500 && !isUndone,
  });
}

function notJson(question: Question, answer: Answer): ApiError {
  // Only text that claims to be plain is quoted: a cut JSON answer may begin with a secret.
  const plain = /^text\/plain\b/i.test(answer.contentType);
  const text = new TextDecoder().decode(answer.bytes.subarray(0, 2048));
  const words = plain && !/^\s*[[{"]/.test(text) ? firstWords(text, answer.secrets) : '';
  const type = cleanText(answer.contentType.split(';')[0] ?? '', answer.secrets, 60);
  if (/\bjson$/i.test(type) || (isSuccess(answer.status) && answer.bytes.length === 0)) {
    const reason = t('The answer is not valid JSON.');
    return unusable(question, answer, { kind: 'not-json', code: 'json_cut', reason });
  }
  return unusable(question, answer, {
    kind: 'not-json',
    code: 'not_json',
    reason:
      (type === '' ? t('The answer is not JSON') : t('The answer is not JSON but {0}', type)) +
      (words === '' ? '.' : `: ${words}.`),
  });
}

function redirected(question: Question, answer: Answer): ApiError {
  const target = URL.parse(answer.location ?? '', 'https://unnamed.invalid');
  const host = target && target.host !== 'unnamed.invalid' ? target.host : t('another address');
  const name = cleanText(host, answer.secrets, 120);
  return unusable(question, answer, {
    kind: 'redirect',
    code: 'redirected',
    reason: t('The server points to {0}. Nothing was sent there.', name),
    details: { host: name },
    // 303 means *done, look there*; the others ask to repeat the request elsewhere.
    mayHaveCommitted: question.method !== 'GET' && answer.status === 303,
  });
}

type Unusable = Pick<ApiErrorFacts, 'kind' | 'code' | 'reason' | 'details'> &
  Partial<Pick<ApiErrorFacts, 'mayHaveCommitted'>>;

function unusable(question: Question, answer: Answer, facts: Unusable): ApiError {
  const seconds = retryAfterOf(answer.retryAfter, answer.date);
  const wait = seconds === undefined ? {} : { retry_after_seconds: seconds };
  return new ApiError({
    method: question.method,
    path: question.path,
    status: answer.status,
    requestId: answer.requestId,
    mayHaveCommitted: question.method !== 'GET',
    ...facts,
    details: { ...facts.details, ...wait },
  });
}

function jsonOf({ bytes, json }: Answer): unknown {
  if (json !== undefined) return json;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // Not an error here: the caller turns `undefined`, which JSON cannot express, into one.
    return undefined;
  }
}

function goodId(id: string | undefined, answer: Answer): string | undefined {
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) && cleanText(id, answer.secrets) === id
    ? id
    : undefined;
}
