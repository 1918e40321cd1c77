import { moment } from '../text/days.ts';
import type { Loan } from './keyFacts.ts';
import type { PlannedEnd } from './plannedEnd.ts';

/**
 * A moment of the control plane as the clock of this machine will show it, which is the one that the
 * person looks at.
 *
 * @param at ISO 8601
 * @param aheadMs of this machine's clock; negative: behind
 */
export function shownMoment(at: string, aheadMs: number): string {
  const date = moment(at);
  return date === undefined ? at : new Date(date.getTime() + aheadMs).toISOString();
}

/** The planned end with the moment that this machine's clock will show. */
export function withShownEnd<End extends PlannedEnd | undefined>(end: End, aheadMs: number): End {
  if (end?.at === undefined || aheadMs === 0) return end;
  return { ...end, shownAt: shownMoment(end.at, aheadMs) };
}

/** The loan with the moment that this machine's clock will show. */
export function withShownUntil<Lent extends Loan | undefined>(lent: Lent, aheadMs: number): Lent {
  if (lent === undefined || aheadMs === 0) return lent;
  return { ...lent, shownUntil: shownMoment(lent.until, aheadMs) };
}
