import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { rowOfKey, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import type { Confirmation } from '../../editor/prompts.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Unsearched } from '../../dotenv/search.ts';
import { parseArguments } from '../argument.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { chooseOldKey } from './oldKey.ts';
import { retireAs, type EndsOldKeys } from './retireOldKey.ts';

const endArguments = z.strictObject({
  keyId: z.optional(z.string()),
});

/** Ends the old key of an overlap before its time, after showing what makes that safe or not. */
export async function endOldKeyNow(ports: EndsOldKeys, argument: unknown) {
  const given = parseArguments(endArguments, argument);
  const row = await chooseOldKey(ports, given.keyId, t('End Old Key Now'));
  const { context } = await ports.keyList.here();
  if (!ports.prompter.isAgreed) {
    const unsearched = await ports.places.search();
    const { placements, checkPersistence } = await ports.lifecycle();
    const known = await placements.of(context.connection.id, row.key.api_key_id);
    const successor = rowOfKey(ports.keyList.snapshot, plannedEndOf(row)?.successor.keyId ?? '');
    const needsRestart = successor?.hasCopy === true && (await checkPersistence()) !== 'proven';
    await ports.prompter.confirm(endQuestion(context, row, { known, unsearched, needsRestart }));
  }
  return retireAs(ports, row, 'now', !ports.prompter.isProgram);
}

function endQuestion(
  context: SessionContext,
  row: KeyRow,
  {
    known,
    unsearched,
    needsRestart,
  }: {
    readonly known: readonly Placement[];
    readonly unsearched: Unsearched;
    readonly needsRestart: boolean;
  },
): Confirmation<string> {
  return {
    message: askedOn(context.connection, t('End the old key {0} now?', keyLabel(row)), (name) =>
      t('End the old key {0} now on production {1}?', keyLabel(row), name),
    ),
    detail: [
      describeUse(row, known),
      unsearchedSentences(unsearched),
      needsRestart
        ? t(
            'It ends at the next start of VS Code (in a browser: of its server), which has to show that this machine keeps the new secret. Revoke Key… on its row ends it at once.',
          )
        : t('Whatever uses it is refused at once. There is no undo.'),
      whereText(context),
    ],
    buttons: [t('End Now')],
  };
}
