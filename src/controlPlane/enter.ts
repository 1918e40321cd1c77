import type { ApiCall } from './exchange.ts';
import { newId } from './ids.ts';
import { readJson } from './jsonBody.ts';
import { invalid } from './httpError.ts';
import type { Match } from './routeTable.ts';
import type { RequestContext } from './workspaces/requestContext.ts';

/** What a request and everything that it causes is found again by. */
export type Ids = Pick<RequestContext, 'requestId' | 'traceId'>;

/** The ids that the client chose, else new ones. */
export function idsOf(call: ApiCall, now: Date): Ids {
  return {
    requestId: given(call, 'x-request-id') ?? newId('req', now),
    traceId: given(call, 'x-trace-id') ?? newId('trc', now),
  };
}

/** An id that the client chose, if it is one that can be written into a log line. */
function given(call: ApiCall, name: string): string | undefined {
  const value = call.header(name);
  return value !== null && /^[\x21-\x7e]{1,128}$/.test(value) ? value : undefined;
}

/**
 * Hands a request context over, with what a mutation must bring along checked in the server's order:
 * the key first, then the body. Where no body has to be read it does so at once.
 */
export function enter<T>(
  call: ApiCall,
  found: Match,
  ids: Ids,
  handle: (context: RequestContext) => T | Promise<T>,
): T | Promise<T> {
  const context = contextOf(call, found, ids);
  const { method, json, withoutIdempotency } = found.route;
  if (method !== 'POST' || withoutIdempotency) return handle(context);
  const idempotencyKey = call.header('idempotency-key')?.trim() ?? '';
  if (idempotencyKey === '') throw invalid('Missing required header: Idempotency-Key');
  if (idempotencyKey.length > 255) throw invalid('Idempotency-Key must not exceed 255 characters');
  if (!json) return handle({ ...context, idempotencyKey });
  return call.text().then((text) => handle({ ...context, idempotencyKey, body: readJson(text) }));
}

/** The context of a request that brings nothing along. */
export function contextOf(call: ApiCall, found: Match, ids: Ids): RequestContext {
  return {
    path: call.path,
    query: new URLSearchParams(call.search),
    param: (name) => found.params[name] ?? '',
    ...ids,
    idempotencyKey: '',
    body: null,
  };
}
