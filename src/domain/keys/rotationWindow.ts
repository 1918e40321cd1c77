import { dayMs, moment } from '../text/days.ts';

/**
 * How long a key may live before it should be rotated, and what is left of it. The server has no
 * such thing: the window is ours, counted from the key's creation.
 */
export interface RotationWindow {
  /** `due` near the end (see `rotationLeadDays`), `overdue` from the end on. */
  readonly state: 'open' | 'due' | 'overdue';
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  /** Full days left; negative when over. */
  readonly daysLeft: number;
}

/**
 * Rotation is *due* in the last 14 days of the window, or in its last quarter where that is shorter:
 * a 7-day window must not be due from its first day on.
 */
export function rotationLeadDays(windowDays: number): number {
  return Math.min(14, windowDays / 4);
}

function leadMs(windowDays: number): number {
  return rotationLeadDays(windowDays) * dayMs;
}

/** True where nothing is to be said of a window yet, as of most among ten thousand; or there is none. */
export function isLongOpen(startedAt: string, windowDays: number, now: Date): boolean {
  const end = rotationEnd(startedAt, windowDays);
  return end === undefined || end - now.getTime() > leadMs(windowDays);
}

/**
 * The end of a window in milliseconds since 1970. `startedAt` is the key's `created_at` (a rotated key
 * is a new row). `undefined` when there is no window: `windowDays` is 0 or less, or the start cannot be
 * read.
 */
export function rotationEnd(startedAt: string, windowDays: number): number | undefined {
  const start = moment(startedAt);
  if (start === undefined || !(windowDays > 0)) return undefined;
  const end = start.getTime() + windowDays * dayMs;
  // A window so long that its end is no date any more is as good as none.
  return end <= lastDate ? end : undefined;
}

/** The last moment that a `Date` can hold, in milliseconds since 1970. */
const lastDate = 8.64e15;

/** The window as it stands now; `undefined` when there is none (see `rotationEnd`). */
export function rotationWindow(
  startedAt: string,
  windowDays: number,
  now: Date,
): RotationWindow | undefined {
  const end = rotationEnd(startedAt, windowDays);
  if (end === undefined) return undefined;
  const left = end - now.getTime();
  return {
    state: left <= 0 ? 'overdue' : left <= leadMs(windowDays) ? 'due' : 'open',
    endsAt: new Date(end).toISOString(),
    // `+ 0` turns the -0 of "less than a day ago" into 0.
    daysLeft: Math.trunc(left / dayMs) + 0,
  };
}
