import { dayMs, moment } from '../text/days.ts';
import type { KeyRowFacts } from './keyFacts.ts';
import { isUsable, type EffectiveStatus } from './keyStatus.ts';
import { rotationEnd } from './rotationWindow.ts';

/** The status of a row that was made a while ago: what was to come may have come since. */
export function statusNow(
  { key, status, rotationWindowDays }: Pick<KeyRowFacts, 'key' | 'status' | 'rotationWindowDays'>,
  now: Date,
): EffectiveStatus {
  if (!isUsable(status)) return status;
  const expires = moment(key.expires_at);
  if (expires !== undefined && expires <= now) return { kind: 'expired', at: key.expires_at };
  if (status.kind === 'rotation-overdue' || status.kind === 'expiring') return status;
  const ended = rotationEnd(key.created_at, rotationWindowDays);
  if (ended === undefined || ended > now.getTime()) return status;
  const daysOver = Math.floor((now.getTime() - ended) / dayMs);
  return { kind: 'rotation-overdue', at: new Date(ended).toISOString(), daysOver };
}
