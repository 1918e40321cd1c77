import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { Choice } from '../../editor/prompts.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { parseArguments } from '../argument.ts';
import { chooseAccount } from '../chooseAccount.ts';
import type { Asking, Telling, ListedKeys, LocalKeys } from '../ports.ts';

const showArguments = z.strictObject({ serviceAccountId: z.optional(z.string()) });

/** Lists the keys of a service account; the one that is picked is shown among the API keys. */
export async function showAccountKeys(
  ports: Asking & Telling & ListedKeys & LocalKeys,
  argument: unknown,
): Promise<void> {
  const given = parseArguments(showArguments, argument);
  const { keyList, keyFilter, keyFocus } = ports;
  const { context } = await keyList.here();
  requireManagement(context, t('see API keys'));
  const question = {
    title: t('Show Keys of a Service Account'),
    none: t('There is no service account.'),
    unknown: (id: string) => t('There is no service account {0}.', id),
  };
  const { account } = await chooseAccount(ports, given.serviceAccountId, question, () => true);
  const serviceAccountId = account.service_account_id;
  const now = serverTime();
  const rows = keyList.snapshot.keys.filter(
    ({ key }) => key.service_account_id === serviceAccountId,
  );
  const choices = rows.map((row): Choice<KeyRow | 'create'> => {
    const { label, description } = keyRow(row, now);
    return { label, description, detail: row.key.key_prefix, value: row };
  });
  if (account.status === 'active') {
    choices.push({ label: t('$(add) Create Key…'), value: 'create' });
  }
  const chosen = await ports.prompter.pick(choices, {
    title: t('Keys of {0}', account.name),
    placeHolder: rows.length === 0 ? t('It has no key.') : t('Show a key'),
  });
  if (chosen === 'create') {
    await ports.messages.runPressed({ command: 'keyrail.createKey', args: [{ serviceAccountId }] });
    return;
  }
  // What the person has picked is to be seen, whatever the list was narrowed to.
  if (!keyFilter.admits(chosen)) keyFilter.set('');
  keyFocus.show(chosen.key.api_key_id);
}
