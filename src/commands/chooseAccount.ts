import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { requireListed } from '../editor/keys/listed.ts';
import type { AccountRow } from '../editor/keys/snapshot.ts';
import { accountChoices } from './accountChoices.ts';
import type { Asking, ListedKeys } from './ports.ts';

/**
 * The service account with this id, or the one that the person picks among those that `usable` admits.
 * @throws UserFacingError when it is unknown or none can be used; CancelledError
 */
export async function chooseAccount(
  ports: Asking & ListedKeys,
  id: string | undefined,
  question: { readonly title: string; readonly none: string; unknown(id: string): string },
  usable: (row: AccountRow) => boolean,
): Promise<AccountRow> {
  const { snapshot } = ports.keyList;
  const rows = snapshot.accounts.filter(usable);
  if (id !== undefined) {
    const row = rows.find(({ account }) => account.service_account_id === id);
    if (!row) throw new UserFacingError(question.unknown(id));
    return row;
  }
  if (rows.length === 0) {
    requireListed(snapshot);
    throw new UserFacingError(question.none);
  }
  return ports.prompter.pick(accountChoices(ports, rows), {
    title: question.title,
    placeHolder: t('Choose a service account'),
  });
}
