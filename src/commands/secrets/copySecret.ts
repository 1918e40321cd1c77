import { t } from '@vscode/l10n';
import { spanText } from '../../domain/text/spanText.ts';
import { keyLabel, labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import * as z from 'zod/mini';
import { readSetting } from '../../editor/settings.ts';
import type { Asking, Telling, ListedKeys, Operations, ProgramConsents } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy, recordInLedger } from './localCopy.ts';

const copyArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Puts the secret on the clipboard and takes it away again after a while. */
export async function copySecret(
  ports: Asking & Telling & ListedKeys & Operations & ProgramConsents,
  argument: unknown,
): Promise<void> {
  const { keyId } = parseArguments(copyArguments, argument);
  const title = t('Copy Secret');
  const question = { title, none: t('This editor holds no secret.') };
  const row = await chooseKey(ports, keyId, question, ({ hasCopy }) => hasCopy);
  const { context } = await ports.keyList.here();
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await ports.prompter.agreeTo(title, about);
  const secret = await readLocalCopy(ports, context, row);
  const seconds = readSetting('clipboardClearSeconds');
  await ports.clipboard.copy(secret, seconds);
  await recordInLedger(ports, context, row, 'copy');
  ports.messages.say(
    t(
      'Copied the secret of {0}. It leaves the clipboard in {1}; clipboard managers may keep it.',
      keyLabel(row),
      spanText(seconds),
    ),
  );
}
