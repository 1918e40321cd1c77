import { t } from '@vscode/l10n';
import type { KeyRowFacts, PlaceFacts } from './keyFacts.ts';
import { excessOf, excessSentence } from './leastPrivilege.ts';
import { absoluteTime, relativeTime } from '../text/relativeTime.ts';
import { endSentence, isPast } from './plannedEnd.ts';
import { lentSentence } from './lentText.ts';
import { localCopyText } from './localCopyText.ts';
import { statusNow } from './statusNow.ts';
import { waitingSentence } from './waiting.ts';
import { rotationWindow } from './rotationWindow.ts';
import { isUsable } from './keyStatus.ts';
import { fullAccess, fullAccessWarning, scopeList, unscopedRights } from './scopes.ts';
import { statusLabels, statusSentence } from './statusText.ts';

/** One line of a tooltip; plain text, to be escaped by whoever renders it. */
export type TooltipLine = readonly [name: string, value: string];

/** Ids, owner, dates, rotation window and placements of a key, in reading order. */
export function keyTooltip(facts: KeyRowFacts, now: Date): TooltipLine[] {
  const { key, waits } = facts;
  const status = statusNow(facts, now);
  const when = (at: string | null, none: string) =>
    at === null ? none : `${absoluteTime(at)} (${relativeTime(at, now)})`;
  const window = rotationWindow(key.created_at, facts.rotationWindowDays, now);
  const excess = excessOf(facts, now);
  const planned = isUsable(status) ? facts.retiring : undefined;
  const rows: (TooltipLine | false)[] = [
    [
      t('Status'),
      planned
        ? endSentence(planned, now)
        : `${statusLabels[status.kind]}. ${statusSentence(status)}`,
    ],
    isUsable(status) && waits !== undefined && [t('Waits'), waitingSentence(waits, now)],
    planned?.at !== undefined && [
      isPast(planned, now) ? t('Was to end') : t('Ends'),
      when(planned.at, t('never')),
    ],
    [t('Key ID'), key.api_key_id],
    [t('Prefix'), key.key_prefix],
    [t('Scopes'), fullAccess(key.scope) ? fullAccessWarning : scopeList(key.scope)],
    // A key that is refused may do nothing; one with full access is told to do everything.
    isUsable(status) && !fullAccess(key.scope) && [unscopedRights.label, unscopedRights.allows],
    excess !== undefined && [t('Least privilege'), excessSentence(facts, excess)],
    [t('Service account'), accountLine(facts)],
    [t('Created by'), facts.createdBy ?? key.created_by_user_id ?? t('unknown')],
    [t('Created'), when(key.created_at, t('unknown'))],
    [t('Last used'), when(key.last_used_at, t('never'))],
    key.revoked_at === null && [
      planned ? t('Its own expiry') : t('Expires'),
      when(key.expires_at, t('never')),
    ],
    key.revoked_at !== null && [t('Revoked'), when(key.revoked_at, t('unknown'))],
    window !== undefined &&
      key.revoked_at === null && [
        t('Rotation window'),
        t('{0} d, ends {1}', facts.rotationWindowDays, when(window.endsAt, t('never'))),
      ],
    facts.lent !== undefined && [t('Loan'), lentSentence(facts.lent, now)],
    [t('Local copy'), localCopyText(facts)],
    ...facts.placements.map((place) => [t('Place'), placeLine(place)] as const),
  ];
  return rows.filter((row) => row !== false);
}

function placeLine({ where, current, unknown, notDelivered }: PlaceFacts): string {
  if (notDelivered !== undefined) return t('{0}, not delivered: {1}', where, notDelivered);
  if (unknown) return t('{0}, unknown: its text changed', where);
  return current ? where : t('{0}, old value', where);
}

function accountLine({ key, accountName }: KeyRowFacts): string {
  const id = key.service_account_id;
  if (id === null) return t('none');
  return accountName === undefined ? id : `${accountName} (${id})`;
}
