import { holdsKey } from '../copies/placement.ts';
import { nameOf } from '../copies/placeNames.ts';
import type { PlacedState } from '../journal/placed.ts';
import type { Pending } from './pending.ts';
import type { Place, ReplaceRefusal } from '../model/places.ts';
import type { LifecycleContext } from '../context.ts';

/** A place for which the old key of an overlap is kept, and why it is not current. */
export interface OpenPlace {
  readonly place: Place;
  /** `old`: it holds the old value. `unknown`: it may hold it. Else why it could not be written. */
  readonly because: ReplaceRefusal | 'unknown' | 'old';
}

/** The places that keep the old key of this overlap alive until the person has decided about each. */
export async function openPlaces(
  lifecycle: LifecycleContext,
  {
    connectionId,
    oldKeyId,
    places,
    secondCopies,
  }: Pick<Pending, 'connectionId' | 'oldKeyId' | 'places' | 'secondCopies'>,
): Promise<readonly OpenPlace[]> {
  const open = new Map<string, OpenPlace>();
  for (const known of oldKeyId === null
    ? []
    : await lifecycle.placements.of(connectionId, oldKeyId)) {
    if (!holdsKey(known)) continue;
    const because = known.state === 'unknown' ? 'unknown' : 'old';
    open.set(nameOf(known.place), { place: known.place, because });
  }
  for (const each of openOf([...places, ...secondCopies])) open.set(nameOf(each.place), each);
  return [...open.values()];
}

/** Those of the places of an operation that could not be updated. */
export function openOf(places: readonly PlacedState[]): readonly OpenPlace[] {
  return places.flatMap((placed): OpenPlace[] => {
    if (placed.state === 'refused') return [{ place: placed.place, because: placed.reason }];
    return placed.state === 'unknown' ? [{ place: placed.place, because: 'unknown' }] : [];
  });
}
