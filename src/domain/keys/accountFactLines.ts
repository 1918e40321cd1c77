import { t } from '@vscode/l10n';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import { serverWord } from '../text/serverWords.ts';
import { when, type FactLine } from './keyFactLines.ts';

/** What is known of a service account, for the rows below its own; times by the person's own clock. */
export function accountFactLines(account: ServiceAccount, now: Date): readonly FactLine[] {
  return [
    { name: t('Status'), value: accountStatus(account) },
    { name: t('Role'), value: serverWord(account.role) },
    { name: t('Purpose'), value: account.description ?? t('none given') },
    { name: t('Created'), value: when(account.created_at, t('unknown'), now) },
    { name: t('Last used'), value: when(account.last_used_at, t('never'), now) },
    { name: t('Account ID'), value: account.service_account_id },
  ];
}

/** In words of the person's language; a status that nobody knows stays as the server says it. */
export function accountStatus({ status }: Pick<ServiceAccount, 'status'>): string {
  if (status === 'active') return t('Active');
  return status === 'disabled'
    ? t('Disabled. Its keys no longer work, and this cannot be undone.')
    : status;
}
