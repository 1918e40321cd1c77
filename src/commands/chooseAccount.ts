import { t } from '@vscode/l10n';
import { serverWord } from '../domain/text/serverWords.ts';
import { UserFacingError } from '../domain/errors.ts';
import { requireListed } from '../editor/keys/listed.ts';
import type { AccountRow } from '../editor/keys/snapshot.ts';
import { pick, type Choice } from '../editor/prompts.ts';
import type { Services } from '../services.ts';

/**
 * The service account with this id, or the one that the person picks among those that `usable` admits.
 * @throws UserFacingError when it is unknown or none can be used; CancelledError
 */
export async function chooseAccount(
  services: Services,
  id: string | undefined,
  question: { readonly title: string; readonly none: string; unknown(id: string): string },
  usable: (row: AccountRow) => boolean,
): Promise<AccountRow> {
  const { snapshot } = services.keyList;
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
  return pick(accountChoices(services, rows), {
    title: question.title,
    placeHolder: t('Choose a service account'),
  });
}

/** One row for each; the account whose row is selected in the view comes first. */
export function accountChoices(
  { selectedAccount }: Pick<Services, 'selectedAccount'>,
  rows: readonly AccountRow[],
): Choice<AccountRow>[] {
  const isSelected = ({ account }: AccountRow) =>
    account.service_account_id === selectedAccount.serviceAccountId;
  return [...rows.filter(isSelected), ...rows.filter((row) => !isSelected(row))].map((row) => {
    const { account } = row;
    const keys = row.liveKeys === 1 ? t('1 live key') : t('{0} live keys', row.liveKeys);
    const description = `${serverWord(account.role)} · ${keys}`;
    return {
      label: account.name,
      description: isSelected(row) ? t('{0} · selected in the view', description) : description,
      detail: account.service_account_id,
      value: row,
    };
  });
}
