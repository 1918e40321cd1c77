import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { keyNameTrouble } from '../../domain/keys/keyNameTrouble.ts';
import * as z from 'zod/mini';
import type { Asking, ListedKeys, LocalKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';

const nameArguments = z.strictObject({
  keyId: z.optional(z.string()),
  name: z.optional(z.string()),
});

/** Gives a key a local name; an empty one takes it away. The server has no field for it. */
export async function setKeyName(ports: Asking & ListedKeys & LocalKeys, argument: unknown) {
  const given = parseArguments(nameArguments, argument);
  const question = { title: t('Rename Key'), none: t('There is no key to name.') };
  const row = await chooseKey(ports, given.keyId, question, () => true);
  const keyId = row.key.api_key_id;
  const name =
    given.name ??
    (await ports.prompter.ask({
      title: t('Rename {0}', keyLabel(row)),
      prompt: t('Kept in this editor and in Settings Sync, never on the server. Empty: no name.'),
      value: row.name ?? '',
      validateInput: keyNameTrouble,
    }));
  await ports.keyNotes.change(keyId, { name: name === '' ? undefined : name });
  return { keyId, name };
}
