import { t } from '@vscode/l10n';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { dayMs, moment } from '../text/days.ts';
import { assertNever } from '../errors.ts';
import type { KeyRowFacts } from './keyFacts.ts';
import { isUsable } from './keyStatus.ts';
import { keyTooltip, type TooltipLine } from './keyTooltip.ts';
import { endPhrase, type PlannedEnd } from './plannedEnd.ts';
import { lentPhrase } from './lentText.ts';
import { statusNow } from './statusNow.ts';
import { waitingPhrase } from './waiting.ts';
import { relativeTime, timeSpan } from '../text/relativeTime.ts';
import { spoken } from '../text/spoken.ts';
import { needsHand, placesPhrase } from './placesPhrase.ts';
import { rotationEnd } from './rotationWindow.ts';
import { allDiffer } from './rowDifferences.ts';
import { scopeList } from './scopes.ts';
import { statusLabels } from './statusText.ts';

export type { KeyRowFacts } from './keyFacts.ts';

export interface KeyRow {
  readonly label: string;
  /**
   * `expires in 12 d · .env · runs:write · ci-bot`: what is cut off where it is narrow says the least.
   * Where nothing comes next it begins with the place: `.env · used 3 h ago`.
   */
  readonly description: string;
  /** The row as a sentence for a screen reader. */
  readonly accessibleLabel: string;
  readonly tooltip: readonly TooltipLine[];
}

/** So many characters tell one key's prefix from another's. */
const toldApart = 6;

/** A coming event is told this long before it; earlier, the last use says more. */
const aheadMs = 60 * dayMs;

/** @param differs what is left out of the description, as it is the same for all rows that are shown */
export function keyRow(known: KeyRowFacts, now: Date, differs = allDiffer): KeyRow {
  const status = statusNow(known, now);
  // Ten thousand rows are drawn, and few have changed by themselves.
  const facts = status === known.status ? known : { ...known, status };
  const label = facts.name ?? facts.key.key_prefix;
  const scopes = scopeList(facts.key.scope);
  const next = whatIsNext(facts, now);
  const owner = facts.accountName ?? facts.key.service_account_id ?? t('no service account');
  const planned = plannedEndOf(facts);
  // What is planned says more than the status, which it would have without.
  const state = planned ? [next] : [statusWord(facts.status)];
  const last = planned ? [] : [spoken(next)];
  const places = placesPhrase(facts.placements);
  const isTwin =
    facts.isNamesake && facts.name !== undefined && (differs.names || !isUsable(status));
  const prefix = isTwin ? facts.key.key_prefix : undefined;
  const [first, ...second] = (isPlaceFirst(facts, now) ? [places, next] : [next, places]).filter(
    (part) => part,
  );
  return {
    label,
    description: [
      first,
      prefix && endOfPrefix(prefix),
      ...second,
      differs.scopes && scopes,
      differs.owner && owner,
    ]
      .filter((part) => part)
      .join(' · '),
    accessibleLabel: [label, ...state, scopes, owner, ...last, places, prefix]
      .filter((part) => part)
      .join(', '),
    // Ten thousand rows are drawn, one tooltip is read.
    get tooltip() {
      return keyTooltip(facts, now);
    },
  };
}

/** `…4d65`: keys made on one day begin alike, and a narrow row would be cut before they differ. */
function endOfPrefix(prefix: string): string {
  return `…${prefix.slice(-toldApart)}`;
}

/** Of a key that still works; what has ended otherwise meanwhile has no plan any more. */
export function plannedEndOf({
  status,
  retiring,
}: Pick<KeyRowFacts, 'status' | 'retiring'>): PlannedEnd | undefined {
  return isUsable(status) ? retiring : undefined;
}

/** What needs a hand goes before what comes in weeks, and where a key is before what it did last. */
function isPlaceFirst(facts: KeyRowFacts, now: Date): boolean {
  const { status, placements, retiring, lent, waits } = facts;
  if ((status.kind !== 'active' || retiring) ?? lent ?? waits) return false;
  return needsHand(placements) || comingEvent(facts, now) === undefined;
}

/** The one thing about a key that comes next, or the last that happened. */
export function whatIsNext(
  facts: Pick<KeyRowFacts, 'key' | 'status' | 'rotationWindowDays' | 'retiring' | 'lent' | 'waits'>,
  now: Date,
): string {
  const { key, status } = facts;
  switch (status.kind) {
    case 'revoked':
      return status.at === null
        ? statusWord(status)
        : t('revoked {0}', relativeTime(status.at, now));
    case 'expired':
      return status.at === null
        ? statusWord(status)
        : t('expired {0}', relativeTime(status.at, now));
    case 'orphaned':
      return t('service account disabled');
    case 'needs-review':
      return t('needs review');
    case 'expiring':
    case 'rotation-due':
    case 'rotation-overdue':
    case 'active':
      break;
    default:
      return assertNever(status);
  }
  if (facts.waits) return waitingPhrase(facts.waits, now);
  if (facts.lent) return lentPhrase(facts.lent, now);
  if (facts.retiring !== undefined) return endPhrase(facts.retiring, now);
  if (status.kind === 'expiring') return t('expires {0}', relativeTime(status.at, now));
  if (status.kind === 'rotation-overdue') {
    const over = now.getTime() - (moment(status.at) ?? now).getTime();
    return t('rotation overdue by {0}', timeSpan(over));
  }
  if (status.kind === 'rotation-due') return t('rotate {0}', relativeTime(status.at, now));
  return comingEvent(facts, now) ?? lastUse(key, now);
}

function comingEvent(
  { key, rotationWindowDays }: Pick<KeyRowFacts, 'key' | 'rotationWindowDays'>,
  now: Date,
): string | undefined {
  const expires = moment(key.expires_at)?.getTime() ?? Infinity;
  const ends = rotationEnd(key.created_at, rotationWindowDays) ?? Infinity;
  const first = Math.min(expires, ends);
  if (first - now.getTime() > aheadMs) return undefined;
  const when = relativeTime(new Date(first).toISOString(), now);
  return expires <= ends ? t('expires {0}', when) : t('rotate {0}', when);
}

/** Short, as it is what a narrow row cuts. */
function lastUse(key: ApiKey, now: Date): string {
  if (key.last_used_at === null) return t('never used');
  const when = relativeTime(key.last_used_at, now);
  return when === t('just now') ? t('just used') : t('used {0}', when);
}

function statusWord({ kind }: KeyRowFacts['status']): string {
  return statusLabels[kind].toLowerCase();
}
