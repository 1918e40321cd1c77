import type { Call } from './exchange.ts';
import { newId } from './ids.ts';
import { readJson } from './jsonBody.ts';
import { invalid } from './refusal.ts';
import type { Match } from './routeTable.ts';
import type { Visit } from './workspaces/visits.ts';

/** What a request and everything that it causes is found again by. */
export type Ids = Pick<Visit, 'requestId' | 'traceId'>;

/** The ids that the client chose, else new ones. */
export function idsOf(call: Call, now: Date): Ids {
  return {
    requestId: given(call, 'x-request-id') ?? newId('req', now),
    traceId: given(call, 'x-trace-id') ?? newId('trc', now),
  };
}

/** An id that the client chose, if it is one that can be written into a log line. */
function given(call: Call, name: string): string | undefined {
  const value = call.header(name);
  return value !== null && /^[\x21-\x7e]{1,128}$/.test(value) ? value : undefined;
}

/**
 * Hands over a visit with what a mutation must bring along, checked in the server's order: the key
 * first, then the body. Where no body has to be read it does so at once.
 */
export function enter<T>(
  call: Call,
  found: Match,
  ids: Ids,
  handle: (visit: Visit) => T | Promise<T>,
): T | Promise<T> {
  const visit = visitOf(call, found, ids);
  const { method, json, withoutIdempotency } = found.route;
  if (method !== 'POST' || withoutIdempotency) return handle(visit);
  const idempotencyKey = call.header('idempotency-key')?.trim() ?? '';
  if (idempotencyKey === '') throw invalid('Missing required header: Idempotency-Key');
  if (idempotencyKey.length > 255) throw invalid('Idempotency-Key must not exceed 255 characters');
  if (!json) return handle({ ...visit, idempotencyKey });
  return call.text().then((text) => handle({ ...visit, idempotencyKey, body: readJson(text) }));
}

/** A visit that brings nothing along. */
export function visitOf(call: Call, found: Match, ids: Ids): Visit {
  return {
    path: call.path,
    query: new URLSearchParams(call.search),
    param: (name) => found.params[name] ?? '',
    ...ids,
    idempotencyKey: '',
    body: null,
  };
}
