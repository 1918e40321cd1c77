/**
 * Seconds from now, of a `Retry-After` in either of its forms: seconds or a date (RFC 9110, section
 * 10.2.3). Both count from the moment at which the answer was made, whose clock its `Date` shows.
 *
 * @param age seconds for which a cache had kept it
 * @param now by the control plane's clock as far as it is known, in milliseconds since 1970
 */
export function retryAfterOf(
  value: string | undefined,
  date: string | undefined,
  age: string | undefined,
  now: number,
): number | undefined {
  const text = value?.trim() ?? '';
  const keptFor = Math.max(0, Number(age) || 0);
  if (/^\d+(\.\d+)?$/.test(text)) return Math.max(0, Math.ceil(Number(text) - keptFor));
  // `Date.parse` takes much for a date: only what names a day and a time is one here.
  if (!/^([A-Z][a-z]{2,8},? .*\d|\d{4}-\d\d-\d\dT\d)\d:\d\d/.test(text)) return undefined;
  const end = Date.parse(/(GMT|UTC|Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text} GMT`);
  const madeAt = Date.parse(date ?? '') + keptFor * 1000;
  const seconds = (end - (Number.isNaN(madeAt) ? now : madeAt)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
