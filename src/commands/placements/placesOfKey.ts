import { t } from '@vscode/l10n';
import { window } from 'vscode';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import { refusalText } from '../../editor/placements/renewPlacement.ts';
import { describePlace } from '../../editor/secrets/localFacts.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { PlacedState } from '../../lifecycle/journal/entry.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { Place } from '../../lifecycle/ports.ts';
import { corner } from '../../editor/corner.ts';

/** The places that a rotation is to rewrite. */
export function placesOf(placements: readonly Placement[]): Place[] {
  return placements.map(({ place }) => place);
}

/** Last use, service account and placements of a key: what makes ending it a gamble or not. */
export function describeUse(row: KeyRow, placements: readonly Placement[]): readonly string[] {
  const { key, accountName } = row;
  const used = key.last_used_at
    ? t('Last used {0}', relativeTime(key.last_used_at, new Date()))
    : t('Never used');
  const owner = accountName ?? key.service_account_id ?? t('no service account');
  return [
    t('{0}, by {1}.', used, owner),
    ...(placements.length === 0
      ? [t('Keyrail knows no placement of its value besides the local copy.')]
      : [t('Its value is in:'), ...placements.map((known) => `• ${describePlace(known)}`)]),
  ];
}

/** `app/.env, GOVRAIL_API_KEY (it cannot be written)` */
export function describeRefused(placed: PlacedState & { readonly state: 'refused' }): string {
  return `${describePlace(placed)} (${refusalText[placed.reason]})`;
}

/** Says which placements hold the new value, and which had to be left. */
export function tellPlaces(places: readonly PlacedState[]): void {
  const left = places.filter(({ state }) => state === 'refused' || state === 'changed');
  if (left.length === 0) {
    const rewritten = places.filter(({ state }) => state === 'rewritten');
    const [only, another] = rewritten;
    if (!only) return;
    const sentence = another
      ? t('$(key) {0} placements have the new secret', rewritten.length)
      : t('$(key) The new secret is in {0}', describePlace(only));
    window.setStatusBarMessage(sentence, 6000);
    return;
  }
  const names = left.map((placed) => describePlace(placed)).join('; ');
  void corner.warn(
    t('The new secret is kept, but could not be written to: {0}. Write it there yourself.', names),
  );
}
