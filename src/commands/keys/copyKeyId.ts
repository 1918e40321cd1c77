import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';

const copyArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Puts the id of a key, which is no secret, on the clipboard. */
export async function copyKeyId(ports: Asking & Telling & ListedKeys, argument: unknown) {
  const given = parseArguments(copyArguments, argument);
  const question = { title: t('Copy Key ID'), none: t('There is no key.') };
  const row = await chooseKey(ports, given.keyId, question, () => true);
  const keyId = row.key.api_key_id;
  await ports.writeClipboard(keyId);
  ports.messages.say(t('Copied the id of {0}.', keyLabel(row)));
  return { keyId };
}
