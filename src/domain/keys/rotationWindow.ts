import { dayMs, fullDays, moment } from '../text/days.ts';

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

/**
 * `startedAt` is the key's `created_at` (a rotated key is a new row). `undefined` when there is no
 * window: `windowDays` is 0 or less, or the start cannot be read.
 */
export function rotationWindow(
  startedAt: string,
  windowDays: number,
  now: Date,
): RotationWindow | undefined {
  const start = moment(startedAt);
  if (start === undefined || !(windowDays > 0)) return undefined;
  const end = new Date(start.getTime() + windowDays * dayMs);
  // A window so long that its end is no date any more is as good as none.
  if (Number.isNaN(end.getTime())) return undefined;
  const left = end.getTime() - now.getTime();
  const lead = rotationLeadDays(windowDays) * dayMs;
  return {
    state: left <= 0 ? 'overdue' : left <= lead ? 'due' : 'open',
    endsAt: end.toISOString(),
    daysLeft: fullDays(now, end),
  };
}
