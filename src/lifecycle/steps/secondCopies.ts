import type { Secret } from '../../domain/secrets/secret.ts';
import { nameOf } from '../copies/placeNames.ts';
import type { Entry, IssuedKeyNote } from '../journal/entry.ts';
import type { PlacedState } from '../journal/placed.ts';
import { isRevokedHere } from '../ledger/endedHere.ts';
import type { ProgramPlace } from '../model/places.ts';
import { note } from './ledgerNote.ts';
import { isLeftForPerson, putIntoProgram } from './putIntoProgram.ts';
import { ensureCopy } from './newSecret.ts';
import { need, type Handler, type Run, type Wait } from './run.ts';

/**
 * kept (or placed) → copied: the new secret also goes where the person keeps every one of this connection.
 * What a program does not take holds up nothing but the end; without such places `next` follows at once.
 */
export function copiesFirst(next: Handler): Handler {
  return async (run) => {
    if (run.lease.entry.keepAlsoIn === undefined) return next(run);
    const secret = await ensureCopy(run);
    if (!secret) return next(run);
    return { kind: 'advance', to: 'copied', changes: { secondCopies: await copyAll(run, secret) } };
  };
}

/** Tries once a run what was not delivered; the wait for what still is not. */
export async function missingCopies(run: Run): Promise<Wait | undefined> {
  const { secondCopies = [] } = run.lease.entry;
  if (!secondCopies.some(isMissing)) return undefined;
  if (run.hasTriedCopies) return { kind: 'wait', for: 'second-copy' };
  if (await isNotWanted(run)) return undefined;
  const secret = await ensureCopy(run);
  if (!secret) return undefined;
  const tried = await copyAll(run, secret);
  await run.lifecycle.journal.advance(run.lease, { secondCopies: tried });
  return tried.some(isMissing) ? { kind: 'wait', for: 'second-copy' } : undefined;
}

/** Where a second copy of this key is to be: `{key}` is what tells its entry from those of others. */
export function secondPlaceOf(
  { recipe, answers }: ProgramPlace,
  { keyPrefix }: Pick<IssuedKeyNote, 'keyPrefix'>,
): ProgramPlace {
  // The control plane says what a prefix is: no sign of it is to have a meaning in a path.
  const key = keyPrefix.replace(/[^A-Za-z0-9_-]/g, '_');
  const filled = Object.entries(answers).map(
    ([name, answer]) => [name, answer.replaceAll('{key}', key)] as const,
  );
  return { kind: 'program', recipe, answers: Object.fromEntries(filled) };
}

/** Those second copies that are still to be made, or decided about by the person. */
export function isMissing({ state }: PlacedState): boolean {
  return state === 'pending' || state === 'refused';
}

async function copyAll(run: Run, secret: Secret): Promise<PlacedState[]> {
  const { keepAlsoIn = [], secondCopies = [], issued } = run.lease.entry;
  run.hasTriedCopies = true;
  const copies: PlacedState[] = [];
  for (const [done, wanted] of keepAlsoIn.entries()) {
    const place = secondPlaceOf(wanted, need(issued, 'key'));
    // It may take minutes, or ask the person in a window of its own.
    run.progress?.(run.lease.entry.step, { done, of: keepAlsoIn.length, at: place });
    const known = secondCopies.find((each) => nameOf(each.place) === nameOf(place));
    copies.push(known && !isMissing(known) ? known : await copyTo(run, { place, known }, secret));
  }
  return copies;
}

/** Done twice without harm: what is there already is only registered. */
async function copyTo(
  run: Run,
  { place, known }: { readonly place: ProgramPlace; readonly known: PlacedState | undefined },
  secret: Secret,
): Promise<PlacedState> {
  const overwrites = known?.state === 'pending' && known.overwrite === true;
  if (isLeftForPerson(run, place)) return known ?? { place, state: 'refused', reason: 'not-tried' };
  const { connectionId, issued } = run.lease.entry;
  const { keyId } = need(issued, 'key');
  const delivered = await putIntoProgram(run.lifecycle, place, {
    key: { connectionId, keyId, secondCopy: true },
    secret,
    signal: run.signal,
    // Its entry is this key's alone: what else stands there is somebody's, until the person has said of it.
    isOld: () => overwrites,
  });
  switch (delivered.kind) {
    case 'gone':
      return { place, state: 'refused', reason: 'not-stored' };
    case 'refused':
      return { place, state: 'refused', reason: delivered.reason };
    case 'current':
    case 'sent':
      await note(run, 'deliver', issued, nameOf(place));
      if (delivered.kind === 'current') return { place, state: 'rewritten' };
      return {
        place,
        state: 'sent',
        at: delivered.at,
        ...(delivered.confirmedAt !== undefined && { confirmedAt: delivered.confirmedAt }),
      };
  }
}

/** The person has ended the key since, or taken its local copy away. */
async function isNotWanted({ lifecycle, lease }: Run): Promise<boolean> {
  const { connectionId, issued, copy } = lease.entry;
  const { keyId } = need(issued, 'key');
  const marker = await lifecycle.copies.marker(connectionId, keyId);
  if (copy === 'vault' && marker?.state === 'let-go') return true;
  return isRevokedHere(lifecycle.ledger, keyId);
}

/** What the person said of one of them stands in its entry. */
export function withDecided(
  { secondCopies }: Pick<Entry, 'secondCopies'>,
  decided: PlacedState,
): Pick<Entry, 'secondCopies'> | undefined {
  const name = nameOf(decided.place);
  if (!secondCopies?.some(({ place }) => nameOf(place) === name)) return undefined;
  return {
    secondCopies: secondCopies.map((each) => (nameOf(each.place) === name ? decided : each)),
  };
}
