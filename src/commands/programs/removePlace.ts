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
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { say } from '../../editor/notify.ts';
import { recordInLedger } from '../secrets/localCopy.ts';
import { placeOfRow } from './placeOfRow.ts';
import { remediesFor } from './programTrouble.ts';

const removeArguments = z.strictObject({
  keyId: z.optional(z.string()),
  /** As its row names it. */
  place: z.optional(z.string()),
});

/** Has a program forget the secret of a key, where it can, and lists the place no more. */
export async function removePlace(services: Services, argument: unknown) {
  const given = parseArguments(removeArguments, argument);
  const { context, row, placement } = await placeOfRow(services, t('Remove Place'), given);
  const { place, keyId, fingerprint } = placement;
  const { recipes, agreed } = await services.programs();
  const { placements, ports } = await services.lifecycle();
  const title = programPlaceText(place);
  const where = describePlace(placement);
  const recipe = recipes().find(({ id }) => id === place.recipe);
  const isRemovable = recipe?.remove !== undefined;
  const remove = t('Remove Secret');
  const unlist = t('Stop Listing');
  const pressed =
    readSetting('automation') && !isOwnArgument(argument)
      ? isRemovable
        ? remove
        : unlist
      : await confirm({
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
  if (pressed === remove) {
    const removed = await withProgress(t('Removing it from {0}', title), async (signal) =>
      ports.places.remove?.(place, () => false, {
        signal,
        isOurs: async (value) => (await placements.fingerprint(value)) === fingerprint,
        earlier: earlierOf(placement),
      }),
    );
    if (removed?.kind !== 'gone') {
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
  }
  await placements.forget(place, placement);
  await agreed.withdraw(place);
  await recordInLedger(services, context, row, 'place-gone', where);
  await services.refresh();
  say(
    pressed === remove
      ? t('The secret of {0} is removed from {1}.', keyLabel(row), title)
      : t('{0} is not listed any more.', title),
  );
  return { keyId, place: where, removed: pressed === remove };
}
