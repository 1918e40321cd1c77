/** One day in milliseconds; windows and warnings are counted in these, not in calendar days. */
export const dayMs = 86_400_000;

/** Full days between two moments, rounded towards zero; negative when `until` is already past. */
export function fullDays(from: Date, until: Date): number {
  // `+ 0` turns the -0 of "less than a day ago" into 0.
  return Math.trunc((until.getTime() - from.getTime()) / dayMs) + 0;
}

/** The moment a server's timestamp names, or `undefined` where it is none (`''` and `null` included). */
export function moment(text: string | null | undefined): Date | undefined {
  if (text == null || text === '') return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
