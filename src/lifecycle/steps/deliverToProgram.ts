import type { Secret } from '../../domain/secrets/secret.ts';
import type { PlacedState } from '../journal/placed.ts';
import type { Placement, SentTo } from '../copies/placement.ts';
import { nameOf } from '../copies/placeNames.ts';
import type { ProgramPlace, ReplaceRefusal } from '../model/places.ts';
import { note } from './ledgerNote.ts';
import { earlierOf, isLeftForPerson, putIntoProgram } from './putIntoProgram.ts';
import { need, type Run } from './run.ts';

/** A place of a program that is still to be delivered to. */
export interface OpenProgramPlace {
  /** Which of the entry's places it is. */
  readonly at: number;
  readonly place: ProgramPlace;
  readonly known: PlacedState;
  readonly isOld: (value: Secret) => boolean;
}

/** So many begun deliveries are remembered of one place. */
const mostBegun = 16;

/**
 * Gives the new value to a program. What gives nothing back is told by its moments, so that a delivery
 * begins is journaled first: who comes after a crash must tell it from a change of somebody else. `pending`
 * where the person stopped it in an overlap.
 */
export async function deliverToProgram(
  run: Run,
  { at, place, known, isOld }: OpenProgramPlace,
  secret: Secret,
): Promise<PlacedState> {
  const { lifecycle, lease, signal } = run;
  const { connectionId, issued, operation } = lease.entry;
  const { keyId } = need(issued, 'key');
  const overwrites = known.state === 'pending' && known.overwrite === true;
  const overwrite = overwrites ? { overwrite: true as const } : {};
  const before = 'begun' in known ? (known.begun ?? []) : [];
  let begun = before;
  const refused = (reason: ReplaceRefusal): PlacedState =>
    reason === 'stopped' && operation === 'overlap' && signal?.aborted
      ? { place, state: 'pending', begun, ...overwrite }
      : { place, state: 'refused', reason, begun };

  const registered = await lifecycle.placements.at(place);
  if (!registered) return { place, state: 'gone' };
  if (isOthers(run, registered)) return { place, state: 'changed' };
  // Delivered and registered before a crash.
  if (registered.keyId === keyId && registered.state === 'current' && registered.sentAt) {
    return sentAs(place, { at: registered.sentAt, confirmedAt: registered.confirmedAt });
  }
  // After a rotation only the new one is alive: what it is for cannot wait.
  if (operation === 'overlap' && isLeftForPerson(run, place)) {
    return known.state === 'pending' ? refused('not-tried') : known;
  }
  if ((await run.access.isProven?.()) === false) return refused('address-not-proven');

  const delivered = await putIntoProgram(lifecycle, place, {
    key: { connectionId, keyId },
    secret,
    signal,
    ...(!overwrites && { isOld, earlier: earlierOf(registered, before) }),
    async begins() {
      begun = [...before, lifecycle.ports.clock.now().toISOString()].slice(-mostBegun);
      const placed = { place, state: 'pending', begun, ...overwrite } as const;
      await lifecycle.journal.deliver(lease, { at, placed });
    },
  });
  switch (delivered.kind) {
    case 'gone':
      await lifecycle.placements.forget(place, registered);
      return { place, state: 'gone' };
    case 'refused':
      // Nobody can tell what its old value is worth there now.
      if (delivered.reason === 'changed-meanwhile' && operation === 'overlap') {
        await lifecycle.placements.markUnknown(place, registered);
      }
      return refused(delivered.reason);
    case 'current':
    case 'sent':
      await note(run, 'deliver', issued, nameOf(place));
      return delivered.kind === 'sent' ? sentAs(place, delivered) : { place, state: 'rewritten' };
  }
}

/** Whether somebody has put another key there on purpose, here or in another window. */
function isOthers({ lease }: Run, { keyId }: Placement): boolean {
  const { old, issued, lost } = lease.entry;
  return ![old, issued, ...lost].some((ours) => ours?.keyId === keyId);
}

function sentAs(place: ProgramPlace, { at, confirmedAt }: SentTo): PlacedState {
  return { place, state: 'sent', at, ...(confirmedAt !== undefined && { confirmedAt }) };
}
