import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel, labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { spanText } from '../../domain/text/spanText.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import { window } from 'vscode';
import { after } from '../../editor/disposables.ts';
import { readSetting } from '../../editor/settings.ts';
import type { Asking, ListedKeys, Operations, ProgramConsents } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy, recordInLedger } from './localCopy.ts';

const revealArguments = z.strictObject({ keyId: z.optional(z.string()) });

/**
 * Shows the secret in an input box that hides itself again. An input box keeps no history, is in no
 * log and on no page, and its text can be selected. The command itself answers nothing.
 */
export async function revealSecret(
  ports: Asking & ListedKeys & Operations & ProgramConsents,
  argument: unknown,
): Promise<void> {
  const { keyId } = parseArguments(revealArguments, argument);
  const title = t('Reveal Secret');
  const question = { title, none: t('This editor holds no secret.') };
  const row = await chooseKey(ports, keyId, question, ({ hasCopy }) => hasCopy);
  const { context } = await ports.keyList.here();
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await ports.prompter.agreeTo(title, about);
  const secret = await readLocalCopy(ports, context, row);
  await recordInLedger(ports, context, row, 'reveal');

  const seconds = readSetting('revealSeconds');
  const box = window.createInputBox();
  const timer = after(seconds * 1000, () => {
    box.hide();
  });
  box.title = t('Secret of {0}', keyLabel(row));
  box.prompt = t('Hides itself after {0}. Press Escape to hide it now.', spanText(seconds));
  box.value = secret.reveal();
  box.ignoreFocusOut = false;
  box.onDidAccept(() => {
    box.hide();
  });
  box.onDidHide(() => {
    timer.dispose();
    box.value = '';
    box.dispose();
  });
  box.show();
}
