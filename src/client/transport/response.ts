import { t } from '@vscode/l10n';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod/mini';
import { errorEnvelope } from '../../wire/envelope.ts';
import { ApiError, type ApiErrorFacts } from '../apiError.ts';
import { cleanDetails, cleanText, firstWords } from './cleanText.ts';
import { joined, piecesOf } from './pieces.ts';
import { secondsIn } from './patience.ts';
import type { ApiRequest } from './apiRequest.ts';

/** A whole answer with what is needed to judge it. `secrets` are the values it must not repeat. */
export interface ApiResponse {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** What `bytes` would say, where the answer came without being text. */
  readonly json?: object | undefined;
  readonly contentType: string;
  readonly location?: string | undefined;
  /** Seconds for which it asks to wait. */
  readonly waitSeconds?: number | undefined;
  /** The id that we sent; the server's own one wins where it names one. */
  readonly requestId: string;
  readonly secrets: readonly string[];
}

/** What an answer that is not a 2xx says. */
export function responseError(request: ApiRequest, response: ApiResponse): ApiError {
  if (response.status >= 300 && response.status < 400) return redirected(request, response);
  const json = jsonOf(response);
  return json === undefined ? notJson(request, response) : refused(request, response, json);
}

/** @throws ApiError for everything that is not a 2xx with a JSON object. Returns that object. */
export function readResponse(request: ApiRequest, response: ApiResponse): object {
  if (!isSuccess(response.status)) throw responseError(request, response);
  const json = jsonOf(response);
  if (json === undefined) throw notJson(request, response);
  if (typeof json !== 'object' || json === null) throw mismatch(request, response, 'the body');
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
  request: ApiRequest,
  response: ApiResponse,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const json = readResponse(request, response);
  if (!('data' in json)) throw mismatch(request, response, 'data');
  const pieces = piecesOf(json.data);
  const read: T[] = [];
  for (const { data, from } of pieces) {
    if (pieces.length > 1) await nextTurn();
    const parsed = z.safeParse(schema, data);
    if (!parsed.success) {
      const [first, row, ...rest] = parsed.error.issues[0]?.path ?? [];
      const at = typeof row === 'number' ? row + from : row;
      const place = ['data', first, at, ...rest].filter((part) => part !== undefined);
      throw mismatch(
        request,
        response,
        cleanText(place.map(String).join('.'), response.secrets, 120),
      );
    }
    read.push(parsed.data);
  }
  if (pieces.length > 1) await nextTurn();
  return joined(read);
}

/** An answer of the wrong shape: the place is named, the value never. */
export function mismatch(request: ApiRequest, response: ApiResponse, place: string): ApiError {
  return unusable(request, response, {
    kind: 'schema',
    code: 'schema_violation',
    reason: t('The answer does not have the agreed shape at {0}.', place),
    details: { at: place },
  });
}

function refused(request: ApiRequest, response: ApiResponse, json: unknown): ApiError {
  const parsed = errorEnvelope.safeParse(json);
  if (!parsed.success) {
    return unusable(request, response, {
      kind: 'schema',
      code: 'unreadable_refusal',
      reason: t('Something on the way refused, in words that are not the control plane’s.'),
    });
  }
  const { error, meta } = parsed.data;
  const details = cleanDetails(error.details, response.secrets);
  const seconds = secondsIn(details['retry_after_seconds']) ?? response.waitSeconds;
  if (seconds !== undefined) details['retry_after_seconds'] = seconds;
  // Only our own plane says this, of a change that it rolled back.
  const isUndone = error.code === 'storage_unavailable' && details['committed'] === false;
  return new ApiError({
    kind: 'refused',
    method: request.method,
    path: request.path,
    status: response.status,
    code: /^\w{1,60}$/.test(error.code) ? cleanText(error.code, response.secrets) : 'unknown_error',
    reason: cleanText(error.message, response.secrets),
    details,
    requestId: goodId(meta.request_id, response) ?? response.requestId,
    mayHaveCommitted: request.method !== 'GET' && response.status >= 500 && !isUndone,
  });
}

/** How nginx, Apache and Go say it of a request that came without TLS. */
const wantsTls = /plain HTTP |HTTP request to an HTTPS/i;

function notJson(request: ApiRequest, response: ApiResponse): ApiError {
  // Only text that claims to be plain is quoted: a cut JSON answer may begin with a secret.
  const plain = /^text\/plain\b/i.test(response.contentType);
  const text = new TextDecoder().decode(response.bytes.subarray(0, 2048));
  const words = plain && !/^\s*[[{"]/.test(text) ? firstWords(text, response.secrets) : '';
  const type = cleanText(response.contentType.split(';')[0] ?? '', response.secrets, 60);
  if (/\bjson$/i.test(type) || (isSuccess(response.status) && response.bytes.length === 0)) {
    return damaged(request, response, 'json_cut');
  }
  return unusable(request, response, {
    kind: 'not-json',
    code: response.status === 400 && wantsTls.test(text) ? 'tls_wanted' : 'not_json',
    reason:
      (type === '' ? t('The answer is not JSON') : t('The answer is not JSON but {0}', type)) +
      (words === '' ? '.' : `: ${words}.`),
  });
}

/** Of an answer whose body cannot be taken apart: what its headers say holds. */
export function damaged(request: ApiRequest, head: ApiResponse, code: string): ApiError {
  const reason = t('The answer is not valid JSON.');
  return unusable(request, head, { kind: 'not-json', code, reason });
}

function redirected(request: ApiRequest, response: ApiResponse): ApiError {
  const target = URL.parse(response.location ?? '', 'https://unnamed.invalid');
  const host = target && target.host !== 'unnamed.invalid' ? target.host : t('another address');
  const name = cleanText(host, response.secrets, 120);
  return unusable(request, response, {
    kind: 'redirect',
    code: 'redirected',
    reason: t('The server points to {0}. Nothing was sent there.', name),
    details: { host: name },
    // 303 means *done, look there*; the others ask to repeat the request elsewhere.
    mayHaveCommitted: request.method !== 'GET' && response.status === 303,
  });
}

type Unusable = Pick<ApiErrorFacts, 'kind' | 'code' | 'reason' | 'details'> &
  Partial<Pick<ApiErrorFacts, 'mayHaveCommitted'>>;

function unusable(request: ApiRequest, response: ApiResponse, facts: Unusable): ApiError {
  const { waitSeconds } = response;
  const wait = waitSeconds === undefined ? {} : { retry_after_seconds: waitSeconds };
  return new ApiError({
    method: request.method,
    path: request.path,
    status: response.status,
    requestId: response.requestId,
    mayHaveCommitted: request.method !== 'GET',
    ...facts,
    details: { ...facts.details, ...wait },
  });
}

function jsonOf({ bytes, json }: ApiResponse): unknown {
  if (json !== undefined) return json;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // Not an error here: the caller turns `undefined`, which JSON cannot express, into one.
    return undefined;
  }
}

function goodId(id: string | undefined, response: ApiResponse): string | undefined {
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) && cleanText(id, response.secrets) === id
    ? id
    : undefined;
}
