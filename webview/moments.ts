/*
 * Times by the clock and in the language of the person who looks: the host may run on another machine,
 * in another time zone.
 */
const language = document.documentElement.lang || undefined;

/** `14:30:05`, of something that happened just now. */
export function clock(at: number | string): string {
  return new Date(at).toLocaleTimeString(language, { timeStyle: 'medium' });
}

/** `12 Oct 2026, 14:30`. */
export function dayAndTime(at: number | string): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `12 Oct`. */
export function shortDay(at: number | string): string {
  return new Date(at).toLocaleDateString(language, { day: 'numeric', month: 'short' });
}
