import { nameOf, placeWith } from '../copies/placeNames.ts';
import type { LastUse, LedgerKind } from '../ledger/ledger.ts';
import { record } from './ledgerNote.ts';
import type { Place } from '../model/places.ts';
import { need, type Run } from './run.ts';
import { withDecided } from './secondCopies.ts';

/**
 * What a person can say of a place that an overlap could not update: that the new value is there now,
 * that nothing is there any more, that the old key is to end without it, or that what somebody else has
 * put there is to be overwritten.
 */
export const placeDecisions = ['by-hand', 'gone', 'end-anyway', 'overwrite'] as const;
export type PlaceDecision = (typeof placeDecisions)[number];

const kinds: Readonly<Record<PlaceDecision, LedgerKind>> = {
  'by-hand': 'place-by-hand',
  gone: 'place-gone',
  'end-anyway': 'place-left',
  overwrite: 'place-overwritten',
};

/** What the entry says of the place from then on. */
const decidedState = {
  'by-hand': { state: 'by-hand' },
  gone: { state: 'gone' },
  'end-anyway': { state: 'left' },
  overwrite: { state: 'pending', overwrite: true },
} as const;

/** Remembers the decision with the place, in the entry where it is one of its own, and in the ledger. */
export async function decidePlace(
  run: Run,
  place: Place,
  how: PlaceDecision,
  lastUse: LastUse | undefined,
): Promise<void> {
  const { lifecycle, lease } = run;
  const { connectionId, workspaceId, issued, old, places, secondCopies } = lease.entry;
  const placed = { place, ...decidedState[how] };
  const copies = withDecided({ secondCopies }, placed);
  switch (how) {
    case 'by-hand': {
      const { keyId, keyPrefix } = need(issued, 'key');
      const marker = await lifecycle.copies.marker(connectionId, keyId);
      // A text place is known by the prefix of its value, and that is the new one's now.
      const renewed = placeWith(place, { keyPrefix });
      await lifecycle.placements.entrust(
        renewed,
        { connectionId, keyId, ...(copies && { secondCopy: true }) },
        marker?.fingerprint ?? '',
      );
      if (nameOf(renewed) !== nameOf(place)) await lifecycle.placements.forget(place);
      break;
    }
    case 'gone':
      await lifecycle.placements.forget(place);
      break;
    case 'end-anyway':
      await lifecycle.placements.leave(place);
      break;
    case 'overwrite':
    // The operation delivers to it next.
  }
  const at = places.findIndex((known) => nameOf(known.place) === nameOf(place));
  if (at !== -1) await lifecycle.journal.deliver(lease, { at, placed });
  if (copies) await lifecycle.journal.advance(lease, copies);
  await record(lifecycle, {
    kind: kinds[how],
    connectionId,
    workspaceId,
    keyId: old?.keyId ?? null,
    keyPrefix: old?.keyPrefix ?? null,
    operationId: lease.entry.id,
    detail: nameOf(place),
    ...(lastUse && { lastUse }),
  });
}
