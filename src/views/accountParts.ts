import { t } from '@vscode/l10n';
import { ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { ownArgument } from '../editor/ownArguments.ts';
import type { AccountRow } from '../editor/keys/snapshot.ts';
import type { TreeParts } from './steadyTree.ts';

/** What a command gets when it is called from a row of this tree. */
export interface AccountNode {
  readonly node: 'account';
  readonly id: string;
  readonly serviceAccountId: string;
  readonly row: AccountRow;
}

/** What the *Service Accounts* view consists of: name, role, status, live keys. Loaded when it is first drawn. */
export function accountParts(rows: () => readonly AccountRow[]): TreeParts<AccountNode, TreeItem> {
  return {
    children: (parent) => (parent ? [] : rows().map(accountNode)),
    item: accountItem,
    tooltip: ({ row }) => accountTooltip(row),
    command: ({ serviceAccountId }) => ({
      title: t('Show Keys…'),
      command: 'keyrail.showAccountKeys',
      arguments: [ownArgument({ serviceAccountId })],
    }),
  };
}

function accountNode(row: AccountRow): AccountNode {
  const id = row.account.service_account_id;
  return { node: 'account', id, serviceAccountId: id, row };
}

function accountItem({ row }: AccountNode): TreeItem {
  const { account, liveKeys } = row;
  const active = account.status === 'active';
  const item = new TreeItem(account.name);
  item.id = account.service_account_id;
  const keys = liveKeys === 1 ? t('1 live key') : t('{0} live keys', liveKeys);
  const status = active ? [] : [account.status];
  item.description = [...status, account.role, keys].join(' · ');
  item.iconPath = new ThemeIcon(
    active ? 'account' : 'circle-slash',
    new ThemeColor(active ? 'keyrail.active' : 'keyrail.historical'),
  );
  item.contextValue = active ? 'account active' : 'account';
  item.accessibilityInformation = {
    label: t(
      'Service account {0}, {1}, role {2}, {3}',
      account.name,
      account.status,
      account.role,
      keys,
    ),
  };
  return item;
}

function accountTooltip({ account }: AccountRow): string {
  return [
    account.name,
    t('Id: {0}', account.service_account_id),
    t('Role: {0}', account.role),
    t('Status: {0}', account.status),
    ...(account.description ? [account.description] : []),
    t('Created: {0}', account.created_at),
    t('Last used: {0}', account.last_used_at ?? t('never')),
    ...(account.status === 'active'
      ? []
      : [t('Its keys no longer work. Disabling cannot be undone.')]),
  ].join('\n');
}
