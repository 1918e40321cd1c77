import { createGitAhead } from '../../editor/placements/gitAhead.ts';
import { refusalAt } from '../../editor/placements/placeRefusals.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import type { OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import { placesOf } from './placesOfKey.ts';

/** Git is a program of its own for each file, and there may be thousands. */
const askedAtOnce = 8;

/** Those that need a hand: they could not be rewritten now, or nobody can read what stands there. */
export async function openAmong(placements: readonly Placement[]): Promise<readonly OpenPlace[]> {
  const open = new Map<Place, OpenPlace['because']>();
  const left = placements.values();
  const git = createGitAhead();
  git.expect(placesOf(placements));
  await Promise.all(
    Array.from({ length: askedAtOnce }, async () => {
      // Each takes the next one of the same list.
      for (const { place, state } of left) {
        // Nothing is written where nobody can read what stands there, whatever the file is like.
        const because = state === 'unknown' ? state : await refusalAt(place, git);
        if (because !== undefined) open.set(place, because);
      }
    }),
  );
  return placements.flatMap(({ place }) => {
    const because = open.get(place);
    return because === undefined ? [] : [{ place, because }];
  });
}
