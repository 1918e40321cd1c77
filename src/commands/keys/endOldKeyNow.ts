import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { lookFirst } from '../placements/lookFirst.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { chooseOldKey } from './oldKey.ts';
import { retireAs } from './retireOldKey.ts';

const endArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** Ends the old key of an overlap before its time, after showing what makes that safe or not. */
export async function endOldKeyNow(services: Services, argument: unknown) {
  const given = parseArguments(endArguments, argument);
  const row = await chooseOldKey(services, given.keyId, t('End Old Key Now'));
  const { context } = await services.keyList.here();
  if (!isAnswered(argument)) {
    const { unsearched } = await lookFirst(services);
    const lifecycle = await services.lifecycle();
    const placements = await lifecycle.placements.of(context.connection.id, row.key.api_key_id);
    await confirm({
      message: askedOn(context.connection, t('End the old key {0} now?', keyLabel(row)), (name) =>
        t('End the old key {0} now on production {1}?', keyLabel(row), name),
      ),
      detail: [
        describeUse(row, placements),
        unsearchedSentences(unsearched),
        t('Whatever uses it is refused at once. There is no undo.'),
        whereText(context),
      ],
      buttons: [t('End Now')],
    });
  }
  return retireAs(services, row, 'now', !calledByProgram(argument));
}
