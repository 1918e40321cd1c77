import type { Secret } from '../../domain/secrets/secret.ts';
import type { PlacedState } from '../journal/placed.ts';
import { note } from './ledgerNote.ts';
import { isOver } from '../copies/placement.ts';
import { nameOf, placeWith } from '../copies/placeNames.ts';
import type { ReplaceRefusal } from '../model/places.ts';
import { need, type Run, type StepResult } from './run.ts';
import { deliverToProgram } from './deliverToProgram.ts';
import { ensureCopy } from './newSecret.ts';
import { waitIfShown } from './waitIfShown.ts';
import { missingCopies } from './secondCopies.ts';
import { replaceLost } from './replaceLost.ts';

/** So often whoever looks is told how far it is, however many there are. */
const tellings = 100;

/**
 * kept (or proven) → placed: every placement that the person agreed to and that still holds the old
 * value gets the new one and is read back; each is journaled as it is done, so that a crash resumes at
 * the place it had reached. What cannot be rewritten is `refused`, and where something else stands
 * `unknown`: after a rotation both are left, in an overlap the old key stays until the person has decided.
 */
export async function rewritePlaces(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const { operation, old } = lease.entry;
  const secret = await ensureCopy(run);
  if (!secret) {
    const waits = await waitIfShown(run);
    if (!waits) return replaceLost(lease.entry, need(lease.entry.issued, 'key'));
    // The old secret is dead, and waiting would not bring the new one.
    if (operation === 'overlap') return waits;
  }

  const open = lease.entry.places.filter(isOpen);
  lifecycle.ports.places.expect?.(open.map(({ place }) => place));
  const tellEach = Math.ceil(open.length / tellings);
  let done = 0;
  for (const [at, known] of lease.entry.places.entries()) {
    if (!isOpen(known)) continue;
    // Both keys live, so it can be gone on with at any time; after a rotation only the new one does.
    if (operation === 'overlap' && run.signal?.aborted) return { kind: 'wait', for: 'paused' };
    if (known.place.kind === 'program') {
      run.progress?.(lease.entry.step, { done, of: open.length, at: known.place });
    }
    const placed = secret ? await deliver(run, at, known, secret) : unwritten(known);
    await lifecycle.journal.deliver(lease, { at, placed });
    if (placed.state === 'pending') return { kind: 'wait', for: 'paused' };
    done += 1;
    if (done % tellEach === 0) run.progress?.(lease.entry.step, { done, of: open.length });
  }

  if (operation === 'overlap' && lease.entry.places.some(isOpen)) {
    return { kind: 'wait', for: 'places' };
  }
  const waits = operation === 'overlap' ? await missingCopies(run) : undefined;
  if (waits) return waits;
  // What still counts as the old key's now: refused, not chosen, or come up meanwhile.
  if (operation === 'rotate' && old) {
    await lifecycle.placements.markAllStale(lease.entry.connectionId, old.keyId);
  }
  return { kind: 'advance', to: 'placed' };
}

/** Whether a place is still to be tried, or decided about by the person. */
export function isOpen({ state }: PlacedState): boolean {
  return state === 'pending' || state === 'refused' || state === 'unknown';
}

/** What was not rewritten before the new secret was lost stays with the old one. */
function unwritten(known: PlacedState): PlacedState {
  return known.state === 'pending'
    ? { place: known.place, state: 'refused', reason: 'failed' }
    : known;
}

function deliver(run: Run, at: number, known: PlacedState, secret: Secret): Promise<PlacedState> {
  const { place } = known;
  return place.kind === 'program'
    ? deliverToProgram(run, { at, place, known, isOld: recogniseOld(run) }, secret)
    : rewrite(run, known, secret);
}

async function rewrite(run: Run, { place }: PlacedState, secret: Secret): Promise<PlacedState> {
  const { lifecycle, lease } = run;
  const { connectionId, issued } = lease.entry;
  const { keyId } = need(issued, 'key');
  const renewed = placeWith(place, secret);
  const isElsewhere = nameOf(renewed) !== nameOf(place);
  const done = async (): Promise<PlacedState> => {
    await lifecycle.placements.remember(renewed, { connectionId, keyId }, secret);
    if (isElsewhere) await lifecycle.placements.forget(place);
    await note(run, place.kind === 'terminal' ? 'terminal' : 'env-write', issued, nameOf(renewed));
    return { place: renewed, state: 'rewritten' };
  };
  const refused = async (reason: ReplaceRefusal, value?: Secret): Promise<PlacedState> => {
    const { keyId: oldKeyId } = need(lease.entry.old, 'old key');
    if (value) await lifecycle.placements.remember(place, { connectionId, keyId: oldKeyId }, value);
    return { place, state: 'refused', reason };
  };
  const left = async (state: 'gone' | 'changed'): Promise<PlacedState> => {
    await lifecycle.placements.forget(place);
    return { place, state };
  };
  // The value of another key was put there on purpose; anything else may stand for this one's.
  const otherValue = async (value: Secret | undefined): Promise<PlacedState> => {
    if (value && (await lifecycle.copies.whose(value))) return left('changed');
    await lifecycle.placements.markUnknown(place);
    return { place, state: 'unknown' };
  };

  const isOld = recogniseOld(run);
  const before = await lifecycle.ports.places.read(place);
  if (before?.equals(secret)) return done();
  if (before && !isOld(before)) return otherValue(before);
  // Written before a crash, under the name that it has since.
  if (!before && isElsewhere && (await lifecycle.ports.places.read(renewed))?.equals(secret))
    return done();

  const known = before ? undefined : await lifecycle.placements.at(place);
  // Rewritten before, and out of sight now.
  if (known?.keyId === keyId) return { place, state: 'rewritten' };
  if (!before && place.kind === 'terminal' && (!known || isOver(known))) return left('gone');
  if ((await run.access.isProven?.()) === false) return refused('address-not-proven', before);
  // Also when nothing was to be seen: what this window may not look at is refused here.
  const replaced = await lifecycle.ports.places.replace(place, isOld, secret);
  switch (replaced.kind) {
    case 'gone':
      return left('gone');
    case 'changed':
      return otherValue(await lifecycle.ports.places.read(place));
    case 'refused':
      return refused(replaced.reason, before);
    case 'sent':
      throw new Error('A file and a terminal can be read back.');
    case 'replaced': {
      const after = await lifecycle.ports.places.read(renewed);
      return after?.equals(secret) ? done() : refused('failed', before);
    }
  }
}

/** By the public prefix, which is unique on the server and known even where no copy is. */
function recogniseOld({ lease }: Run): (value: Secret) => boolean {
  const { old, lost } = lease.entry;
  const prefixes = [need(old, 'old key'), ...lost].map((key) => key.keyPrefix);
  return (value) => prefixes.includes(value.keyPrefix);
}
