import type { ApiKey } from '../../wire/apiKeys.ts';
import type { KeyRowFacts } from '../keys/keyFacts.ts';
import { isUsable } from '../keys/keyStatus.ts';
import { rotationEnd, rotationLeadDays } from '../keys/rotationWindow.ts';
import { dayMs, moment } from '../text/days.ts';
import type { Told } from './notice.ts';

/** Days before an expiry at which a person is told, the earliest first: 14, 7, 1 by default. */
export function expiryThresholds(expiryWarningDays: number): number[] {
  return [expiryWarningDays, ...[7, 1].filter((days) => days < expiryWarningDays)];
}

/**
 * The last threshold that was passed. A key that was made to live no longer than a threshold passes
 * none: whoever made it for an hour knows.
 */
export function reachedThreshold(
  key: Pick<ApiKey, 'created_at' | 'expires_at'>,
  thresholds: readonly number[],
  now: Date,
): number | undefined {
  const expires = moment(key.expires_at)?.getTime();
  if (expires === undefined) return undefined;
  return applicable(key, thresholds)
    .filter((days) => expires - days * dayMs <= now.getTime())
    .at(-1);
}

/** When the next of these keys passes a threshold, or a silence ends; ISO time. */
export function nextMoment(
  rows: readonly KeyRowFacts[],
  told: Told,
  expiryWarningDays: number,
  now: Date,
): string | undefined {
  const thresholds = expiryThresholds(expiryWarningDays);
  let next = Infinity;
  const at = (time: number | undefined) => {
    if (time !== undefined && time > now.getTime() && time < next) next = time;
  };
  for (const { key, status, rotationWindowDays, retiring } of rows) {
    if (!isUsable(status) || retiring !== undefined) continue;
    const expires = moment(key.expires_at)?.getTime();
    if (expires !== undefined) {
      at(expires);
      for (const days of applicable(key, thresholds)) at(expires - days * dayMs);
    }
    const ends = rotationEnd(key.created_at, rotationWindowDays);
    if (ends !== undefined) {
      at(ends);
      at(ends - rotationLeadDays(rotationWindowDays) * dayMs);
    }
  }
  for (const { until } of told.quiet) at(moment(until)?.getTime());
  return next === Infinity ? undefined : new Date(next).toISOString();
}

function applicable(
  key: Pick<ApiKey, 'created_at' | 'expires_at'>,
  thresholds: readonly number[],
): number[] {
  const expires = moment(key.expires_at)?.getTime() ?? 0;
  const lifetime = expires - (moment(key.created_at)?.getTime() ?? 0);
  return thresholds.filter((days) => lifetime > days * dayMs);
}
