import type { ApiError } from './apiError.ts';

/**
 * Whether the control plane, or a proxy before it, wants to be asked more slowly. A used-up plan is 429
 * too, and waiting is no help there (docs/contract.md, Rate and plan limits).
 */
export function isThrottled({ status, code }: ApiError): boolean {
  return status === 429 && code !== 'plan_limit_exceeded';
}

/** Whether a wait is asked for that may be told and sat out: throttling, or maintenance with its end. */
export function asksForPatience(error: ApiError): boolean {
  if (isThrottled(error)) return true;
  return (error.status ?? 0) >= 500 && error.retryAfterSeconds !== undefined;
}

/**
 * Seconds from now, of a `Retry-After` in either of its forms: seconds or a date (RFC 9110, section
 * 10.2.3). A date is of the server's clock, so it counts from the `Date` of the same answer.
 *
 * @param date of the answer; without one this machine's clock has to do
 */
export function retryAfterOf(
  value: string | undefined,
  date: string | undefined,
): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // `Date.parse` takes much for a date: only what names a day and a time in GMT is one here.
  if (!/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const end = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  const now = Date.parse(date ?? '');
  const seconds = (end - (Number.isNaN(now) ? Date.now() : now)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
