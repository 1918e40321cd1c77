import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { atOf, type KeyRow } from '../../editor/keys/snapshot.ts';
import { forgetCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { Asking, ListedKeys, Operations, Places } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { chooseKey } from '../chooseKey.ts';

const forgetArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** Removes the local copy of a secret; key and placements stay as they are. */
export async function forgetSecret(
  ports: Asking & ListedKeys & Operations & Places,
  argument: unknown,
) {
  const given = parseArguments(forgetArguments, argument);
  const question = {
    title: t('Forget Local Copy'),
    none: t('This editor holds no secret.'),
    refuse: (row: KeyRow) =>
      row.hasCopy ? undefined : t('This editor has no copy of the secret of {0}.', keyLabel(row)),
  };
  const row = await chooseKey(ports, given.keyId, question, ({ hasCopy }) => hasCopy);
  const { context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  if (!ports.prompter.isAgreed) {
    const unsearched = await ports.places.search();
    const placements = await lifecycle.placements.of(context.connection.id, row.key.api_key_id);
    await ports.prompter.confirm({
      message: t('Forget the local copy of {0}?', keyLabel(row)),
      detail: isUsable(row.status)
        ? [
            t(
              'The key goes on working wherever its secret already is. Nobody can show the secret again; to have it back here you import it or rotate the key.',
            ),
            describeUse(row, placements),
            unsearchedSentences(unsearched),
          ]
        : t('The key does not work any more. Its row stays.'),
      buttons: [t('Forget Local Copy')],
    });
  }
  await forgetCopy(lifecycle, {
    ...atOf(context),
    key: row.key,
  });
  await ports.keyList.refresh();
  return { keyId: row.key.api_key_id };
}
