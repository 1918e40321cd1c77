import type { Secret } from '../../domain/secrets/secret.ts';
import type { Place } from '../model/places.ts';

/** The same spot once this value stands there. */
export function placeWith(place: Place, { keyPrefix }: Pick<Secret, 'keyPrefix'>): Place {
  return place.kind === 'text' ? { ...place, keyPrefix } : place;
}

/** The place of a name that `nameOf` gave; `undefined` for any other text. */
export function placeOfName(name: string): Place | undefined {
  const [kind, uri, rest] = name.split(' ');
  if (uri === undefined || rest === undefined) return undefined;
  if (kind === 'env') return { kind, file: uri, variable: rest };
  if (kind === 'text') return { kind, file: uri, keyPrefix: rest };
  if (kind === 'program') {
    return {
      kind,
      recipe: decodeURIComponent(uri),
      answers: Object.fromEntries(new URLSearchParams(rest)),
    };
  }
  return kind === 'terminal' ? { kind, folder: uri, variable: rest } : undefined;
}

/**
 * Also tells two places apart: `env file variable`, `text file prefix`, `terminal folder variable` or
 * `program recipe answers`.
 */
export function nameOf(place: Place): string {
  switch (place.kind) {
    case 'env':
      return `env ${place.file} ${place.variable}`;
    case 'text':
      return `text ${place.file} ${place.keyPrefix}`;
    case 'terminal':
      return `terminal ${place.folder} ${place.variable}`;
    case 'program': {
      // In one order, whichever way they were asked for.
      const answers = Object.entries(place.answers).toSorted(([one], [other]) =>
        one < other ? -1 : 1,
      );
      return `program ${encodeURIComponent(place.recipe)} ${new URLSearchParams(answers).toString()}`;
    }
  }
}
