import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { whereText } from '../../editor/connection/askedOn.ts';
import { parseArguments } from '../argument.ts';
import { chooseOldKey } from './oldKey.ts';
import { retireAs, type EndsOldKeys } from './retireOldKey.ts';

const keepArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Calls the planned end of an old key off; it works until the person says otherwise. */
export async function keepOldKey(ports: EndsOldKeys, argument: unknown) {
  const { keyId } = parseArguments(keepArguments, argument);
  const title = t('Keep Old Key');
  const row = await chooseOldKey(ports, keyId, title);
  const { context } = await ports.keyList.here();
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await ports.prompter.agreeTo(t('Keep'), about);
  return retireAs(ports, row, 'told', false);
}
