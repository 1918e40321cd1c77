import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { heldKeys } from '../../editor/keys/heldKeys.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { successorOf } from '../../editor/keys/successor.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { listPending } from '../../lifecycle/steps/pending.ts';
import { earlierOf } from '../../lifecycle/steps/putIntoProgram.ts';
import type { Recipe } from '../../programs/recipe.ts';
import type { ListedKeys, LocalKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { decide } from '../keys/decide.ts';
import type { DecidesPlaces } from '../keys/decideEach.ts';
import { agreeToProgram } from './agreeToProgram.ts';
import { arrivedText, deliverTo, type Delivers } from './deliverTo.ts';
import { placeOfRow, type PlaceOfRow } from './placeOfRow.ts';

const updateArguments = z.strictObject({
  keyId: z.optional(z.string()),
  /** As its row names it. */
  place: z.optional(z.string()),
  /** Also where somebody else has put something since. */
  overwrite: z.optional(z.literal(true)),
});

/** Puts the secret that is to be there into a program's place, or its successor's where the key was rotated. */
export async function updatePlace(ports: DecidesPlaces & Delivers & LocalKeys, argument: unknown) {
  const { overwrite, ...given } = parseArguments(updateArguments, argument);
  const known = await placeOfRow(ports, t('Update Place'), given);
  const { context, placement } = known;
  const { place, keyId, fingerprint } = placement;
  const next = nextOf(ports, known);
  const keyPrograms = await ports.programs();
  const lifecycle = await ports.lifecycle();
  const recipe = keyPrograms.recipes().find(({ id }) => id === place.recipe);
  const beside = [
    overwrite
      ? t('What somebody else has put there since is replaced.')
      : recipe && !tellsChanges(recipe)
        ? t('The program does not tell whether somebody else has changed it since: it is replaced.')
        : t('It is left alone where somebody else has changed it since.'),
  ];
  await agreeToProgram(ports, keyPrograms, { context, row: next, place, beside }, argument);
  // An overlap that could not deliver there waits for it, and goes on with all that is left.
  const waiting = (await listPending(lifecycle)).find(
    ({ oldKeyId, for: reason }) => oldKeyId === keyId && reason === 'places',
  );
  const where = describePlace(placement);
  if (waiting && !overwrite) {
    const isOver = await decide(ports, waiting.operationId, 'try-again');
    return { keyId: next.key.api_key_id, place: where, settled: isOver };
  }
  const arrived = await deliverTo(ports, {
    context,
    row: next,
    place,
    again: { command: 'keyrail.updatePlace', args: [{ keyId, place: where }] },
    overwrite: {
      command: 'keyrail.updatePlace',
      args: [{ keyId, place: where, overwrite: true }],
    },
    ...(!overwrite && {
      isOurs: async (value: Secret) =>
        (await lifecycle.placements.fingerprint(value)) === fingerprint,
      earlier: earlierOf(placement),
    }),
  });
  void ports.messages.notify.info(arrivedText(next, programPlaceText(place), arrived));
  return { keyId: next.key.api_key_id, place: where, state: arrived.kind };
}

/** @throws UserFacingError where no key that works is to be there */
function nextOf(
  { keyList, keyNotes }: ListedKeys & LocalKeys,
  { row, placement }: PlaceOfRow,
): KeyRow {
  const live = heldKeys(keyList.snapshot.keys).filter(({ retiring }) => retiring === undefined);
  // A second copy is of its own key for ever: each key has an entry of its own.
  const next = placement.secondCopy ? undefined : successorOf(row.key.api_key_id, live, keyNotes);
  if (next) return next;
  if (isUsable(row.status)) return row;
  throw new UserFacingError(
    t(
      '{0} opens nothing any more, and no live key with a local copy takes its place.',
      keyLabel(row),
    ),
    [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
  );
}

/** Whether a change of somebody else can be seen: by the value, or by its moment. */
function tellsChanges({ get, seen }: Recipe): boolean {
  if (get) return true;
  return seen !== undefined && ('line' in seen.read || seen.read.at !== undefined);
}
