import type { EarlierDeliveries } from '../../lifecycle/model/places.ts';

const minute = 60_000;
/** So far two clocks may be apart. */
const apartMs = 5 * minute;
/** The longest that a delivery takes, the person's own unlocking included. */
const longestMs = 6 * minute;
/** Moments are told to the second, or even rougher. */
const roughMs = 10_000;

/**
 * Whether a place that was changed at that moment, by the program's clock, was changed by somebody else than
 * us: after our last delivery, and not while one of ours was under way whose end nobody saw.
 */
export function changedBySomebody(
  changedAt: string,
  { sentAt, confirmedAt, begun }: EarlierDeliveries,
): boolean {
  const changed = Date.parse(changedAt);
  const isOurs =
    confirmedAt === undefined
      ? changed <= Date.parse(sentAt) + apartMs
      : changed <= Date.parse(confirmedAt);
  if (isOurs || Number.isNaN(changed)) return false;
  return !begun.map(Date.parse).some((from) => {
    return changed >= from - apartMs && changed <= from + longestMs + apartMs;
  });
}

/**
 * Whether the program tells after a delivery the same moment as before it: nothing was stored. Right after
 * another delivery that says nothing, as moments are rough.
 */
export function isUnmoved(
  before: string | undefined,
  after: string,
  earlier: EarlierDeliveries | undefined,
  now: string,
): boolean {
  if (before === undefined || Date.parse(before) !== Date.parse(after)) return false;
  const last = [earlier?.sentAt, ...(earlier?.begun ?? [])].flatMap((at) =>
    at === undefined ? [] : [Date.parse(at)],
  );
  return last.every((at) => Date.parse(now) - at > roughMs);
}
