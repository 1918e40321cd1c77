import { t } from '@vscode/l10n';
import { EventEmitter, ThemeColor, ThemeIcon, TreeItem, window } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyRing } from '../editor/keys/keyRing.ts';
import type { AccountRow } from '../editor/keys/snapshot.ts';
import { createSteadyTree } from './steadyTree.ts';

/** What a command gets when it is called from a row of this tree. */
export interface AccountNode {
  readonly node: 'account';
  readonly id: string;
  readonly serviceAccountId: string;
  readonly row: AccountRow;
}

/** The *Service Accounts* view: name, role, status, live keys. */
export function createAccountsTree(keyRing: KeyRing): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<AccountNode[] | undefined>());
  const tree = createSteadyTree<AccountNode, TreeItem>(
    {
      children: (parent) => (parent ? [] : keyRing.shown.accounts.map(accountNode)),
      item: accountItem,
      tooltip: ({ row }) => accountTooltip(row),
      ready: () => keyRing.showable(),
    },
    (nodes) => {
      changed.fire(nodes);
    },
  );
  const view = owned.add(
    window.createTreeView('keyrail.serviceAccounts', {
      treeDataProvider: { ...tree, onDidChangeTreeData: changed.event },
      showCollapseAll: false,
    }),
  );
  owned.add(
    keyRing.onDidChange(() => {
      tree.redraw();
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void keyRing.showable();
    }),
  );
  return owned;
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
