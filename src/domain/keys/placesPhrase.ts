import { t } from '@vscode/l10n';
import type { PlaceFacts } from './keyFacts.ts';

/**
 * Where the value of a key stands, in as few words as a row has room for: `.env`, `3 places`. What
 * needs a hand, as it holds an earlier value or nobody can read it, is said instead.
 */
export function placesPhrase(placements: readonly PlaceFacts[]): string | undefined {
  const open = placements.filter(isOpenPlace);
  const [only, ...others] = open.length > 0 ? open : placements;
  if (only === undefined) return undefined;
  const file = fileOf(only.where);
  if (open.length === 0) return others.length === 0 ? file : t('{0} places', placements.length);
  if (others.length > 0) return t('{0} places need a hand', open.length);
  if (only.notDelivered !== undefined) return t('not delivered to {0}', file);
  return only.unknown ? t('{0} has changed', file) : t('old value in {0}', file);
}

/** Whether one of the places needs a hand. */
export function needsHand(placements: readonly PlaceFacts[]): boolean {
  return placements.some(isOpenPlace);
}

/** It holds an earlier value, nobody can read it, or a program did not take the new one. */
export function isOpenPlace({ current, notDelivered }: PlaceFacts): boolean {
  return !current || notDelivered !== undefined;
}

/** Without the line or the variable, which the row's own rows say. */
function fileOf(where: string): string {
  return where.replace(/(:\d+|, [\w-]+)$/, '');
}
