/** Later years are written with a sign, and their texts would sort before all others. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment in UTC as a text that sorts by time; what lies beyond the year 9999 becomes its end. */
export function instantText(ms: number): string {
  return new Date(Math.min(ms, LAST)).toISOString();
}
