import { moment } from '../text/days.ts';
import type { KeyRowFacts } from './keyFacts.ts';
import { isUsable } from './keyStatus.ts';
import { rotationEnd } from './rotationWindow.ts';

type Facts = Pick<KeyRowFacts, 'key' | 'status' | 'rotationWindowDays' | 'retiring' | 'lent'>;

/**
 * When the first of these rows says something else by itself: its key expires, is to be rotated, ends
 * after its rotation, or its loan is over. By the control plane's clock, in milliseconds since 1970.
 */
export function nextRowMoment(rows: readonly Facts[], now: Date): number | undefined {
  let next = Infinity;
  for (const row of rows) {
    if (!isUsable(row.status)) continue;
    for (const at of momentsOf(row)) {
      if (at !== undefined && at > now.getTime() && at < next) next = at;
    }
  }
  return next === Infinity ? undefined : next;
}

function momentsOf({ key, rotationWindowDays, retiring, lent }: Facts) {
  return [
    moment(key.expires_at)?.getTime(),
    rotationEnd(key.created_at, rotationWindowDays),
    moment(retiring?.at)?.getTime(),
    moment(lent?.until)?.getTime(),
  ];
}
