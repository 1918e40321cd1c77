import { t } from '@vscode/l10n';
import { moment } from '../text/days.ts';
import { relativeTime, soonOrDate } from '../text/relativeTime.ts';
import type { KeyRowFacts } from './keyFacts.ts';
import { isUsable } from './keyStatus.ts';
import { usedScopes } from './leastPrivilege.ts';
import { endSentence } from './plannedEnd.ts';
import { rotationWindow } from './rotationWindow.ts';
import { fullAccess, fullAccessWarning, scopeList } from './scopes.ts';
import { statusLabels, statusSentence } from './statusText.ts';

export interface KeyFactLine {
  readonly name: string;
  readonly value: string;
  /** Set where it tells of a place of the value: that place, as it is described to a person. */
  readonly place?: string;
  readonly needsHand?: boolean;
}

/** What is known of a key, for the rows below its own: few, grouped, times by the person's own clock. */
export function keyFactLines(facts: KeyRowFacts, now: Date): readonly KeyFactLine[] {
  const { key, status, placements, hasCopy } = facts;
  const lines: (KeyFactLine | undefined)[] = [
    { name: t('Status'), value: statusLine(facts, now) },
    { name: t('Scopes'), value: scopesLine(facts) },
    { name: t('Owner'), value: ownerLine(facts, now) },
    key.revoked_at === null
      ? { name: t('Expires'), value: when(key.expires_at, t('never'), now) }
      : { name: t('Revoked'), value: when(key.revoked_at, t('unknown'), now) },
    isUsable(status) ? windowLine(facts, now) : undefined,
    { name: t('Last used'), value: when(key.last_used_at, t('never'), now) },
    { name: t('Key'), value: `${key.key_prefix} · ${key.api_key_id}` },
    { name: t('Local copy'), value: hasCopy ? t('kept by this editor') : t('none in this editor') },
    ...placements.map(({ where, current, unknown }) => ({
      name: where,
      value: unknown
        ? t('unknown: its text changed, and it may still hold the value')
        : current
          ? t('current')
          : t('holds an earlier value'),
      place: where,
      needsHand: !current,
    })),
  ];
  return lines.filter((line) => line !== undefined);
}

function statusLine({ status, retiring, lent }: KeyRowFacts, now: Date): string {
  if (retiring && isUsable(status)) return endSentence(retiring, now);
  const label = statusLabels[status.kind];
  // What is as it should be needs no advice.
  const sentence = status.kind === 'active' ? label : `${label}. ${statusSentence(status)}`;
  if (!lent) return sentence;
  return `${t('Lent to {0}, until {1}.', lent.borrower, soonOrDate(lent.shownUntil ?? lent.until, now))} ${sentence}`;
}

function scopesLine(facts: KeyRowFacts): string {
  const { scope } = facts.key;
  if (fullAccess(scope)) return fullAccessWarning;
  const used = usedScopes(facts);
  return used.length === 0
    ? scopeList(scope)
    : t('{0} (used here: {1})', scopeList(scope), used.join(', '));
}

function ownerLine({ key, accountName, createdBy }: KeyRowFacts, now: Date): string {
  const account = accountName ?? key.service_account_id ?? t('no service account');
  const by = createdBy ?? key.created_by_user_id ?? t('unknown');
  return t('{0} · created by {1}, {2}', account, by, when(key.created_at, t('unknown'), now));
}

/** `day 61 of 90, ends in 29 d`. */
function windowLine(
  { key, rotationWindowDays: days }: KeyRowFacts,
  now: Date,
): KeyFactLine | undefined {
  const window = rotationWindow(key.created_at, days, now);
  if (!window) return undefined;
  const day = Math.max(1, Math.ceil(days - window.daysLeft));
  return {
    name: t('Rotation window'),
    value:
      window.state === 'overdue'
        ? t('{0} d, ended {1}', days, relativeTime(window.endsAt, now))
        : t('day {0} of {1}, ends {2}', day, days, relativeTime(window.endsAt, now)),
  };
}

/** `in 12 d (Dec 5, 2026, 2:30 PM)`. */
function when(at: string | null, none: string, now: Date): string {
  if (at === null) return none;
  return moment(at) === undefined ? at : `${relativeTime(at, now)} (${soonOrDate(at, now)})`;
}
