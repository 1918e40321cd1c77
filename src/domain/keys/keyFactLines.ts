import { t } from '@vscode/l10n';
import { moment } from '../text/days.ts';
import { relativeTime, soonOrDate } from '../text/relativeTime.ts';
import type { KeyRowFacts, PlaceFacts } from './keyFacts.ts';
import { isUsable } from './keyStatus.ts';
import { usedScopes } from './leastPrivilege.ts';
import { lentSentence } from './lentText.ts';
import { isOpenPlace } from './placesPhrase.ts';
import { localCopyText } from './localCopyText.ts';
import { endSentence } from './plannedEnd.ts';
import { rotationWindow } from './rotationWindow.ts';
import { fullAccess, fullAccessWarning, scopeList, unscopedRights } from './scopes.ts';
import { statusNow } from './statusNow.ts';
import { statusLabels, statusSentence } from './statusText.ts';
import { waitingSentence } from './waiting.ts';

/** One thing that is known, for a row below another one. */
export interface FactLine {
  readonly name: string;
  readonly value: string;
  /** Set where it tells of a place of the value: that place, as it is described to a person. */
  readonly place?: string;
  /** That place is one that a program keeps. */
  readonly isProgram?: boolean;
  readonly needsHand?: boolean;
  /** It was accepted there, and cannot be read back. */
  readonly isSent?: boolean;
  /** What it consists of. */
  readonly below?: readonly FactLine[];
  /** Whether what it consists of is seen at once. */
  readonly isOpen?: boolean;
}

/** What is known of a key, for the rows below its own: few, grouped, times by the person's own clock. */
export function keyFactLines(known: KeyRowFacts, now: Date): readonly FactLine[] {
  const facts = { ...known, status: statusNow(known, now) };
  const lines: (FactLine | undefined)[] = [
    statusFact(facts, now),
    placesFact(facts, now),
    scopesFact(facts, now),
    ownerFact(facts, now),
    isUsable(facts.status) ? windowFact(facts, now) : undefined,
    { name: t('Last used'), value: when(facts.key.last_used_at, t('never'), now) },
  ];
  return lines.filter((line) => line !== undefined);
}

/** A moment and how far away it is: `in 12 d (Dec 5, 2026, 2:30 PM)`; `none` where there is none. */
export function when(at: string | null, none: string, now: Date): string {
  if (at === null) return none;
  return moment(at) === undefined ? at : `${relativeTime(at, now)} (${soonOrDate(at, now)})`;
}

function statusFact(facts: KeyRowFacts, now: Date): FactLine {
  const { key } = facts;
  return {
    name: t('Status'),
    value: statusLine(facts, now),
    below: [
      key.revoked_at === null
        ? { name: t('Expires'), value: when(key.expires_at, t('never'), now) }
        : { name: t('Revoked'), value: when(key.revoked_at, t('unknown'), now) },
      { name: t('Prefix'), value: key.key_prefix },
      { name: t('Key ID'), value: key.api_key_id },
    ],
  };
}

function statusLine(facts: KeyRowFacts, now: Date): string {
  const { key, status, retiring, lent, waits } = facts;
  if (retiring && isUsable(status)) return endSentence(retiring, now);
  const label = statusLabels[status.kind];
  // What is as it should be needs no advice.
  const sentence =
    status.kind !== 'active'
      ? `${label}. ${statusSentence(status)}`
      : key.expires_at === null
        ? label
        : t('{0}, expires {1}', label, relativeTime(key.expires_at, now));
  if (!isUsable(status)) return sentence;
  if (waits) return `${waitingSentence(waits, now)} ${sentence}`;
  return lent ? `${lentSentence(lent, now)} ${sentence}` : sentence;
}

function placesFact(facts: KeyRowFacts, now: Date): FactLine {
  const { placements, isCopyLost, status } = facts;
  const open = placements.filter(isOpenPlace).length;
  const count = placements.length === 1 ? t('1 place') : t('{0} places', placements.length);
  const value =
    placements.length === 0
      ? t('nowhere that Keyrail knows of')
      : open === 0
        ? count
        : open === 1
          ? t('{0}, 1 needs a hand', count)
          : t('{0}, {1} need a hand', count, open);
  return {
    name: t('Places'),
    value,
    needsHand: open > 0,
    below: [
      ...placements.map((place) => placeFact(place, now)),
      {
        name: t('Local copy'),
        value: localCopyText(facts),
        needsHand: isCopyLost === true && isUsable(status),
      },
    ],
    isOpen: true,
  };
}

function placeFact(place: PlaceFacts, now: Date): FactLine {
  const { where, current, sentAt, program } = place;
  return {
    name: where,
    value: placeState(place, now),
    place: where,
    needsHand: isOpenPlace(place),
    ...(program && { isProgram: true }),
    ...(current && sentAt !== undefined && { isSent: true }),
  };
}

function placeState(place: PlaceFacts, now: Date): string {
  const { current, unknown, sentAt, confirmedAt, notDelivered } = place;
  if (notDelivered !== undefined) return t('not delivered: {0}', notDelivered);
  if (unknown) return t('unknown: its text changed, and it may still hold the value');
  if (!current) return t('holds an earlier value');
  if (sentAt === undefined) return t('current');
  const sent = t('sent {0}', when(sentAt, '', now));
  return confirmedAt === undefined ? sent : t('{0}, confirmed', sent);
}

function scopesFact(facts: KeyRowFacts, now: Date): FactLine {
  const { scope } = facts.key;
  const used = usedScopes(facts);
  const always = isUsable(facts.status)
    ? [{ name: unscopedRights.label, value: unscopedRights.allows }]
    : [];
  if (fullAccess(scope)) return { name: t('Scopes'), value: fullAccessWarning };
  return {
    name: t('Scopes'),
    value:
      used.length === 0
        ? scopeList(scope)
        : used.length === scope.length
          ? t('{0} (used here)', scopeList(scope))
          : t('{0} (used here: {1})', scopeList(scope), used.join(', ')),
    below: [
      ...scope.map((name): FactLine => ({ name, value: useOf(facts, name, now) })),
      ...always,
    ],
  };
}

function useOf({ scopeUse = [] }: KeyRowFacts, scope: string, now: Date): string {
  const seen = scopeUse.find((each) => each.scope === scope);
  if (!seen || seen.usedAt === null) return t('not used through this editor');
  return t('used through this editor {0}', when(seen.usedAt, '', now));
}

function ownerFact(facts: KeyRowFacts, now: Date): FactLine {
  const { key, accountName, accountPurpose, createdBy } = facts;
  const account = accountName ?? key.service_account_id ?? t('no service account');
  const by = createdBy ?? key.created_by_user_id ?? t('unknown');
  return {
    name: t('Owner'),
    value: t('{0} · created by {1}', account, by),
    below: [
      { name: t('Service account'), value: account },
      { name: t('Purpose'), value: accountPurpose ?? t('none given') },
      { name: t('Created by'), value: by },
      { name: t('Created'), value: when(key.created_at, t('unknown'), now) },
    ],
  };
}

/** `day 61 of 90, ends in 29 d`. */
function windowFact(
  { key, rotationWindowDays: days }: KeyRowFacts,
  now: Date,
): FactLine | undefined {
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
