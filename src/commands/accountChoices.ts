import { t } from '@vscode/l10n';
import { serverWord } from '../domain/text/serverWords.ts';
import type { AccountRow } from '../editor/keys/snapshot.ts';
import type { Choice } from '../editor/prompts.ts';
import type { ListedKeys } from './ports.ts';

/** One row for each; the account whose row is selected in the view comes first. */
export function accountChoices(
  { selectedAccount }: Pick<ListedKeys, 'selectedAccount'>,
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
