import { holdsKey, nameOf, type Placement } from '../copies/placements.ts';
import type { Entry, PlacedState } from '../journal/entry.ts';
import type { ReplaceRefusal } from '../ports.ts';
import type { Room } from '../room.ts';

/** A place for which the old key of an overlap is kept, and why it is not current. */
export interface OpenPlace {
  readonly place: Placement['place'];
  /** `old`: it holds the old value. `unknown`: it may hold it. Else why it could not be written. */
  readonly because: ReplaceRefusal | 'unknown' | 'old';
}

/** The places that keep the old key of this overlap alive until the person has decided about each. */
export async function openPlaces(
  room: Room,
  { connectionId, old, places }: Pick<Entry, 'connectionId' | 'old' | 'places'>,
): Promise<readonly OpenPlace[]> {
  const open = new Map<string, OpenPlace>();
  for (const known of old ? await room.placements.of(connectionId, old.keyId) : []) {
    if (!holdsKey(known)) continue;
    const because = known.state === 'unknown' ? 'unknown' : 'old';
    open.set(nameOf(known.place), { place: known.place, because });
  }
  for (const placed of places) {
    const because = reasonOf(placed);
    const name = nameOf(placed.place);
    if (because) open.set(name, { place: placed.place, because });
  }
  return [...open.values()];
}

function reasonOf(placed: PlacedState): OpenPlace['because'] | undefined {
  if (placed.state === 'refused') return placed.reason;
  return placed.state === 'unknown' ? 'unknown' : undefined;
}
