import { isUsable } from '../keys/keyStatus.ts';
import type { KeyRowFacts } from '../keys/keyFacts.ts';
import { rotationLeadDays } from '../keys/rotationWindow.ts';
import { dayMs, moment } from '../text/days.ts';
import { noticeKinds, type Notice, type Told } from './notice.ts';
import { expiryThresholds, reachedThreshold } from './thresholds.ts';

export interface NoticeFacts {
  readonly rows: readonly KeyRowFacts[];
  readonly told: Told;
  readonly now: Date;
  readonly expiryWarningDays: number;
  /** True for a key that this editor ended itself, or is at work on: its person knows. */
  endedHere(row: KeyRowFacts): boolean;
}

/**
 * What is to be told now, the most urgent first. Each key is told of once for each of its
 * thresholds, however many windows and restarts there are: what was told comes in with the facts.
 */
export function dueNotices(facts: NoticeFacts): Notice[] {
  const { rows, told, now } = facts;
  const thresholds = expiryThresholds(facts.expiryWarningDays);
  const quiet = quietKeys(told, now);
  const before = Map.groupBy(told.told, ({ keyId }) => keyId);
  const isNews = ({ kind, threshold, row }: Notice) => {
    const known = before.get(row.key.api_key_id) ?? [];
    const began = rotationBegan(row);
    // Who was told of seven days need not be told of fourteen, after the setting was changed.
    return !known.some(
      (each) => each.kind === kind && each.threshold <= threshold && !(Date.parse(each.at) < began),
    );
  };
  return rows
    .flatMap((row): Notice[] => {
      if (quiet.has(row.key.api_key_id) || row.retiring !== undefined) return [];
      const notice = noticeOf(row, thresholds, now);
      if (!notice || !isNews(notice)) return [];
      const isOwnDoing = notice.kind === 'ended-elsewhere' || notice.kind === 'orphaned';
      return isOwnDoing && facts.endedHere(row) ? [] : [notice];
    })
    .sort(byUrgency);
}

/** Rows for which `endedHere` decides, so that a caller looks it up only where there are any. */
export function mayBeEndedElsewhere(row: KeyRowFacts): boolean {
  return row.status.kind === 'orphaned' || (row.status.kind === 'revoked' && row.hasCopy);
}

/** `told` with these notices; silences that are over are dropped. */
export function withTold(told: Told, notices: readonly Notice[], now: Date): Told {
  const at = now.toISOString();
  const added = notices.map(({ kind, threshold, row }) => ({
    keyId: row.key.api_key_id,
    kind,
    threshold,
    at,
  }));
  const quiet = quietKeys(told, now);
  return {
    told: [...told.told, ...added],
    quiet: told.quiet.filter(({ keyId }) => quiet.has(keyId)),
  };
}

/** `told` with silence about these keys; after it, what is due then is told again. */
export function withQuiet(told: Told, keyIds: readonly string[], until: Date | null): Told {
  const isOther = ({ keyId }: { readonly keyId: string }) => !keyIds.includes(keyId);
  const ends = until?.toISOString() ?? null;
  return {
    told: told.told.filter(isOther),
    quiet: [...told.quiet.filter(isOther), ...keyIds.map((keyId) => ({ keyId, until: ends }))],
  };
}

function noticeOf(row: KeyRowFacts, thresholds: readonly number[], now: Date): Notice | undefined {
  const { status, hasCopy, placements } = row;
  switch (status.kind) {
    case 'expiring': {
      const threshold = reachedThreshold(row.key, thresholds, now);
      return threshold === undefined ? undefined : { kind: 'expiring', threshold, row };
    }
    case 'expired':
      // A key that nothing here uses is history; the view shows it.
      return (hasCopy || placements.length > 0) && reachedThreshold(row.key, thresholds, now)
        ? { kind: 'expired', threshold: 0, row }
        : undefined;
    case 'revoked':
      return hasCopy ? { kind: 'ended-elsewhere', threshold: 0, row } : undefined;
    case 'orphaned':
    case 'rotation-due':
    case 'rotation-overdue':
      return { kind: status.kind, threshold: 0, row };
    case 'active':
    case 'needs-review':
      return undefined;
  }
}

/**
 * When a rotation became due, or overdue, in milliseconds since 1970: what was told before was told of
 * a window that has been made longer since. Of what is no rotation, whatever was told counts.
 */
function rotationBegan({ status, rotationWindowDays }: KeyRowFacts): number {
  switch (status.kind) {
    case 'rotation-overdue':
      return Date.parse(status.at);
    case 'rotation-due':
      return Date.parse(status.at) - rotationLeadDays(rotationWindowDays) * dayMs;
    default:
      return -Infinity;
  }
}

function quietKeys({ quiet }: Told, now: Date): ReadonlySet<string> {
  return new Set(
    quiet
      .filter(({ until }) => until === null || (moment(until) ?? now) > now)
      .map(({ keyId }) => keyId),
  );
}

function byUrgency(a: Notice, b: Notice): number {
  return (
    noticeKinds.indexOf(a.kind) - noticeKinds.indexOf(b.kind) ||
    a.threshold - b.threshold ||
    Number(isUsable(b.row.status)) - Number(isUsable(a.row.status))
  );
}
