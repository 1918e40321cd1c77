import { Secret } from '../../../src/domain/secrets/secret.ts';
import { nameOf, placeWith } from '../../../src/lifecycle/copies/placeNames.ts';
import type { Place, Places, ReplaceRefusal } from '../../../src/lifecycle/model/places.ts';

/** Placements in memory, behind the same port as `.env` files and terminals. */
export interface MemoryPlaces extends Places {
  put(place: Place, value: string): void;
  valueAt(place: Place): string | undefined;
  /** From now on nothing can be replaced, for this reason. */
  refusal: ReplaceRefusal | undefined;
  /** This one cannot be replaced. */
  refused: Place | undefined;
  /** The folder is open in another window only. */
  isOutOfSight: boolean;
  /** Where no value is to be seen, something stands that may stand for one. */
  isChanged: boolean;
}

export function createMemoryPlaces(): MemoryPlaces {
  const values = new Map<string, string>();
  const places: MemoryPlaces = {
    refusal: undefined,
    refused: undefined,
    isOutOfSight: false,
    isChanged: false,
    put(place, value) {
      values.set(nameOf(place), value);
    },
    valueAt: (place) => values.get(nameOf(place)),
    async read(place) {
      const value = places.isOutOfSight ? undefined : values.get(nameOf(place));
      return value === undefined ? undefined : new Secret(value);
    },
    async replace(place, isOld, next) {
      if (places.isOutOfSight) return { kind: 'refused', reason: 'outside-folder' };
      if (places.refused && nameOf(places.refused) === nameOf(place)) {
        return { kind: 'refused', reason: 'read-only' };
      }
      if (places.refusal) return { kind: 'refused', reason: places.refusal };
      const value = values.get(nameOf(place));
      // No value of a terminal: whoever gave it one is another window.
      if (value === undefined && place.kind === 'terminal') {
        return { kind: 'refused', reason: 'outside-folder' };
      }
      if (value === undefined) return { kind: places.isChanged ? 'changed' : 'gone' };
      if (!isOld(new Secret(value))) return { kind: 'changed' };
      values.delete(nameOf(place));
      values.set(nameOf(placeWith(place, next)), next.reveal());
      return { kind: 'replaced' };
    },
  };
  return places;
}

export const terminal = (name = 'app'): Place => ({
  kind: 'terminal',
  folder: `file:///${name}`,
  variable: 'GOVRAIL_API_KEY',
});

export const dotenv = (name = 'app'): Place => ({
  kind: 'env',
  file: `file:///${name}/.env`,
  variable: 'GOVRAIL_API_KEY',
});

export const inText = (value: string, name = 'app'): Place => ({
  kind: 'text',
  file: `file:///${name}/config.json`,
  keyPrefix: new Secret(value).keyPrefix,
});
