import { window } from 'vscode';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import { describePlace } from '../../editor/secrets/localFacts.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { PlacedState } from '../../lifecycle/journal/entry.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { Place } from '../../lifecycle/ports.ts';

/** The places that a rotation is to rewrite. */
export function placesOf(placements: readonly Placement[]): Place[] {
  return placements.map(({ place }) => place);
}

/** Last use, service account and placements of a key: what makes ending it a gamble or not. */
export function describeUse(row: KeyRow, placements: readonly Placement[]): string {
  const { key, accountName } = row;
  const used = key.last_used_at
    ? `Last used ${relativeTime(key.last_used_at, new Date())}`
    : 'Never used';
  const owner = accountName ?? key.service_account_id ?? 'no service account';
  const where =
    placements.length === 0
      ? 'Keyrail knows no placement of its value besides the local copy.'
      : `Its value is in:\n${placements.map((known) => `• ${describePlace(known)}`).join('\n')}`;
  return `${used}, by ${owner}.\n${where}`;
}

/** Says which placements hold the new value, and which had to be left. */
export function tellPlaces(places: readonly PlacedState[]): void {
  const left = places.filter(({ state }) => state === 'refused' || state === 'changed');
  if (left.length === 0) {
    if (places.length > 0) {
      window.setStatusBarMessage(`$(key) ${places.length} placements have the new secret`, 6000);
    }
    return;
  }
  const names = left.map((placed) => describePlace(placed)).join('; ');
  void window.showWarningMessage(
    `The new secret is kept, but could not be written to: ${names}. Write it there yourself.`,
  );
}
