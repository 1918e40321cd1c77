import type { ApiError } from '../apiError.ts';

/**
 * Whether the control plane, or a proxy before it, wants to be asked more slowly. A used-up plan is 429
 * too, and waiting is no help there (docs/contract.md, Rate and plan limits). Some proxies throttle with
 * another status, and a page of their own that says when to come again.
 */
export function isThrottled({ kind, status = 0, code, retryAfterSeconds }: ApiError): boolean {
  if (status === 429) return code !== 'plan_limit_exceeded';
  return kind !== 'refused' && status >= 400 && status < 500 && retryAfterSeconds !== undefined;
}

/**
 * Whether something on the way cannot serve this request now, and says nothing against it: a failure of a
 * gateway, a timeout of one (408), a request that came too early (425), and a page of maintenance that is
 * given as a success, with the time after which to come again.
 */
export function isAway({ kind, status = 0, retryAfterSeconds }: ApiError): boolean {
  if (kind !== 'not-json' && kind !== 'schema') return false;
  if (status >= 500 || status === 408 || status === 425) return true;
  return kind === 'not-json' && status < 300 && retryAfterSeconds !== undefined;
}

/** Whether a wait is asked for that may be told and sat out: throttling, or maintenance with its end. */
export function asksForPatience(error: ApiError): boolean {
  if (isThrottled(error)) return true;
  const isOut = isAway(error) || (error.status ?? 0) >= 500;
  return isOut && error.retryAfterSeconds !== undefined;
}

/** Seconds that a body asks to wait, in whatever way it writes a number. */
export function secondsIn(value: unknown): number | undefined {
  const seconds = parseFloat(String(value));
  return seconds >= 0 && seconds < Infinity ? seconds : undefined;
}
