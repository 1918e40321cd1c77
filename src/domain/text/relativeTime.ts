import { t } from '@vscode/l10n';
import { dayMs, moment } from './days.ts';

const units = [
  ['y', 365 * 86_400],
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** A span in its largest unit, rounded down: `12 d`, `3 h`, `5 min`; years only from two on. */
export function timeSpan(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  for (const [unit, size] of units) {
    const count = Math.floor(seconds / size);
    if (count >= (unit === 'y' ? 2 : 1)) return inUnit(count, unit);
  }
  return t('less than a minute');
}

function inUnit(count: number, unit: (typeof units)[number][0]): string {
  switch (unit) {
    case 'y':
      return t('{0} y', count);
    case 'd':
      return t('{0} d', count);
    case 'h':
      return t('{0} h', count);
    case 'min':
      return t('{0} min', count);
  }
}

/** `in 12 d`, `3 h ago`, `just now`; the text itself where it is not a date. */
export function relativeTime(at: string, now: Date): string {
  const date = moment(at);
  if (date === undefined) return at;
  const ms = date.getTime() - now.getTime();
  if (ms > 0) return t('in {0}', timeSpan(ms));
  return ms > -60_000 ? t('just now') : t('{0} ago', timeSpan(ms));
}

/** `14:30` by the person's own clock, for something that happens within a day. */
export function clockTime(at: string): string {
  const date = moment(at);
  return date === undefined ? at : date.toLocaleTimeString([], { timeStyle: 'short' });
}

/** `14:30` today, `Mon 14:30` within six days, else with its date: a coming moment by the person's own clock. */
export function soonOrDate(at: string, now: Date): string {
  const date = moment(at);
  if (date === undefined) return at;
  if (date.toDateString() === now.toDateString()) return clockTime(at);
  const isSoon = Math.abs(date.getTime() - now.getTime()) < 6 * dayMs;
  return isSoon
    ? date.toLocaleString([], { weekday: 'short', hour: '2-digit', minute: '2-digit' })
    : date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/** The same, with its day alone where it is further away: for a line that is cut where it is long. */
export function soonOrDay(at: string, now: Date): string {
  const date = moment(at);
  if (date === undefined || Math.abs(date.getTime() - now.getTime()) < 6 * dayMs) {
    return soonOrDate(at, now);
  }
  return date.toLocaleDateString([], { dateStyle: 'medium' });
}

/** A past moment in milliseconds by the person's own clock: `14:30`, with its date where that is not today's. */
export function timeOrDate(at: number, now: Date): string {
  const date = new Date(at);
  return date.toDateString() === now.toDateString()
    ? date.toLocaleTimeString([], { timeStyle: 'short' })
    : date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/** The same moment written out for tooltips, in UTC: `2027-03-31 10:00 UTC`. */
export function absoluteTime(at: string): string {
  const date = moment(at);
  if (date === undefined) return at;
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
