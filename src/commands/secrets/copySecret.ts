import { t } from '@vscode/l10n';
import { spanText } from '../../domain/text/spanText.ts';
import { keyLabel, labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import * as z from 'zod/mini';
import { readSetting } from '../../editor/settings.ts';
import type { HasClipboard, HasKeyList, ListedKeys, ReadsLocalCopies } from '../ports.ts';
import { agreeTo } from '../agreeTo.ts';
import { parseArguments } from '../argument.ts';
import { askingIn } from '../editorPrompter.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy, recordInLedger } from './localCopy.ts';
import { say } from '../../editor/notify.ts';

const copyArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Puts the secret on the clipboard and takes it away again after a while. */
export async function copySecret(
  services: HasKeyList & ListedKeys & ReadsLocalCopies & HasClipboard,
  argument: unknown,
): Promise<void> {
  const { keyId } = parseArguments(copyArguments, argument);
  const title = t('Copy Secret');
  const question = { title, none: t('This editor holds no secret.') };
  const row = await chooseKey(askingIn(services), keyId, question, ({ hasCopy }) => hasCopy);
  const { context } = await services.keyList.here();
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await agreeTo(title, about, argument);
  const secret = await readLocalCopy(services, context, row);
  const seconds = readSetting('clipboardClearSeconds');
  await services.clipboard.copy(secret, seconds);
  await recordInLedger(services, context, row, 'copy');
  say(
    t(
      'Copied the secret of {0}. It leaves the clipboard in {1}; clipboard managers may keep it.',
      keyLabel(row),
      spanText(seconds),
    ),
  );
}
