import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import { isOwnArgument } from '../../editor/ownArguments.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import { confirm, withProgress } from '../../editor/prompts.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { readSetting } from '../../editor/settings.ts';
import { earlierOf } from '../../lifecycle/steps/putIntoProgram.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Recipe } from '../../programs/recipe.ts';
import type { Asking, ListedKeys, Operations, ProgramConsents } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { say } from '../../editor/notify.ts';
import { recordInLedger } from '../secrets/localCopy.ts';
import { placeOfRow, type PlaceOfRow } from './placeOfRow.ts';
import { remediesFor } from './programTrouble.ts';

const removeArguments = z.strictObject({
  keyId: z.optional(z.string()),
  /** As its row names it. */
  place: z.optional(z.string()),
});

const remove = t('Remove Secret');
const unlist = t('Stop Listing');

/** Has a program forget the secret of a key, where it can, and lists the place no more. */
export async function removePlace(
  ports: Asking & ListedKeys & Operations & ProgramConsents,
  argument: unknown,
) {
  const given = parseArguments(removeArguments, argument);
  const { context, row, placement } = await placeOfRow(ports, t('Remove Place'), given);
  const { place } = placement;
  const { recipes, agreed } = await ports.programs();
  const lifecycle = await ports.lifecycle();
  const title = programPlaceText(place);
  const where = describePlace(placement);
  const recipe = recipes().find(({ id }) => id === place.recipe);
  const isRemovable = recipe?.remove !== undefined;
  const isUnasked = readSetting('automation') && !isOwnArgument(argument);
  const unasked = isRemovable ? remove : unlist;
  const pressed = isUnasked ? unasked : await askHow({ context, row, title, isRemovable });
  if (pressed === remove) await removeFrom(lifecycle, { row, placement, recipe, title, where });
  await lifecycle.placements.forget(place, placement);
  await agreed.withdraw(place);
  await recordInLedger(ports, context, row, 'place-gone', where);
  await ports.keyList.refresh();
  say(
    pressed === remove
      ? t('The secret of {0} is removed from {1}.', keyLabel(row), title)
      : t('{0} is not listed any more.', title),
  );
  return { keyId: placement.keyId, place: where, removed: pressed === remove };
}

interface Question {
  readonly context: SessionContext;
  readonly row: KeyRow;
  /** The place in words. */
  readonly title: string;
  readonly isRemovable: boolean;
}

/** @returns the button that was pressed. @throws CancelledError */
function askHow({ context, row, title, isRemovable }: Question): Promise<string> {
  return confirm({
    message: t('Remove the secret of {0} from {1}?', keyLabel(row), title),
    detail: [
      isUsable(row.status)
        ? t('What reads it there has no key any more. The key itself goes on working.')
        : t('The key has ended: what is there opens nothing any more.'),
      ...(isRemovable ? [] : [t('Its recipe cannot remove: take it away there yourself.')]),
      t('“Stop Listing” leaves it there, and no rotation delivers to it any more.'),
      whereText(context),
    ],
    buttons: isRemovable ? [remove, unlist] : [unlist],
  });
}

interface Removal {
  readonly row: KeyRow;
  readonly placement: PlaceOfRow['placement'];
  readonly recipe: Recipe | undefined;
  /** The place in words, and as its row names it. */
  readonly title: string;
  readonly where: string;
}

/** @throws UserFacingError where the program still has it */
async function removeFrom(
  { placements, ports }: LifecycleContext,
  { row, placement, recipe, title, where }: Removal,
): Promise<void> {
  const { place, keyId, fingerprint } = placement;
  const removed = await withProgress(t('Removing it from {0}', title), async (signal) =>
    ports.places.remove?.(place, () => false, {
      signal,
      isOurs: async (value) => (await placements.fingerprint(value)) === fingerprint,
      earlier: earlierOf(placement),
    }),
  );
  if (removed?.kind === 'gone') return;
  const reason = removed?.kind === 'refused' ? removed.reason : 'changed-meanwhile';
  throw new UserFacingError(
    t(
      'The secret of {0} was not removed from {1}: {2}.',
      keyLabel(row),
      title,
      refusalText[reason],
    ),
    [
      {
        label: t('Try Again'),
        command: 'keyrail.removePlace',
        args: [{ keyId, place: where }],
      },
      ...remediesFor(reason, recipe, place.answers),
    ],
  );
}
