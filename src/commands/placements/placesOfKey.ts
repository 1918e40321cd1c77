import { t } from '@vscode/l10n';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { PlacedState } from '../../lifecycle/journal/placed.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { PlaceProgress } from '../../lifecycle/model/operations.ts';
import type { OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import { serverTime } from '../../editor/serverTime.ts';

/** The places that a rotation is to rewrite. */
export function placesOf(placements: readonly Placement[]): Place[] {
  return placements.filter(({ secondCopy }) => !secondCopy).map(({ place }) => place);
}

/** Last use, service account and placements of a key: what makes ending it a gamble or not. */
export function describeUse(row: KeyRow, placements: readonly Placement[]): readonly string[] {
  const { key, accountName } = row;
  const openFirst = placements.toSorted(
    (one, other) => Number(isCurrent(one)) - Number(isCurrent(other)),
  );
  const used = key.last_used_at
    ? t('Last used {0}', relativeTime(key.last_used_at, serverTime()))
    : t('Never used');
  const owner = accountName ?? key.service_account_id ?? t('no service account');
  return [
    t('{0}, by {1}.', used, owner),
    ...(placements.length === 0
      ? [t('Keyrail knows no place of its value besides the local copy.')]
      : [t('Its value is in:'), ...bullets(openFirst.map(placeText))]),
  ];
}

/** How far the writing is. */
export const placesText = ({ done, of, at }: PlaceProgress): string =>
  at
    ? t('writing it to {0} ({1} of {2})', describePlace({ place: at }), done + 1, of)
    : t('writing it to the places ({0} of {1})', done, of);

/** So many are named in a question. */
const mostNamed = 10;

function bullets(names: readonly string[]): readonly string[] {
  const named = names.slice(0, mostNamed).map((name) => `• ${name}`);
  const more = names.length - named.length;
  return more === 0 ? named : [...named, t('• and {0} more', more)];
}

const isCurrent = ({ state }: Placement): boolean => state === 'current';

/** `app/.env, GOVRAIL_API_KEY`, with the reason where nobody can read what stands there. */
export function placeText(known: Placement): string {
  return known.state === 'unknown'
    ? t('{0} ({1})', describePlace(known), becauseText('unknown'))
    : describePlace(known);
}

/** Why a place needs a hand, as the end of a sentence. */
export function becauseText(because: OpenPlace['because']): string {
  switch (because) {
    case 'unknown':
      return t('its text changed, and it may still hold the value');
    case 'old':
      return t('it holds the old value');
    default:
      return refusalText[because];
  }
}

/** `app/.env, GOVRAIL_API_KEY (it cannot be written)` */
export function describeOpen({ place, because }: OpenPlace): string {
  return t('{0} ({1})', describePlace({ place }), becauseText(because));
}

/** Which places hold the new value, in whole sentences. */
export function describeArrived(states: readonly PlacedState[]): readonly string[] {
  const has = named(states, 'rewritten');
  const sent = named(states, 'sent');
  return [
    ...(has === '' ? [] : [t('The new secret is in: {0}.', has)]),
    ...(sent === '' ? [] : [t('It was accepted, and cannot be read back, by: {0}.', sent)]),
  ];
}

function named(states: readonly PlacedState[], ...wanted: readonly PlacedState['state'][]): string {
  return shortList(
    states.filter(({ state }) => wanted.includes(state)).map((placed) => describePlace(placed)),
  );
}

/** Which places hold the new value, and which had to be `left`, in whole sentences. */
export function describePlaced(states: readonly PlacedState[]): {
  readonly places: readonly string[];
  readonly left: boolean;
} {
  const left = named(states, 'refused', 'changed', 'unknown');
  return {
    places: [
      ...describeArrived(states),
      ...(left === ''
        ? []
        : [t('It could not be written to: {0}. Write it there yourself.', left)]),
    ],
    left: left !== '',
  };
}
