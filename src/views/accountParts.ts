import { t } from '@vscode/l10n';
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { accountFactLines } from '../domain/keys/accountFactLines.ts';
import { isolated } from '../domain/text/isolated.ts';
import { serverWord } from '../domain/text/serverWords.ts';
import type { AccountRow, KeyRow } from '../editor/keys/snapshot.ts';
import { serverTime } from '../editor/serverTime.ts';
import { factNodes } from './factNodes.ts';
import { isSameRow, nodesBelow, topNodes, type Node } from './keyNodes.ts';
import { keyNodeCommand, keyNodeItem, keyNodeTooltip } from './keyParts.ts';
import type { TreeParts } from './steadyTree.ts';

/** What a command gets when it is called from a row of this tree. */
export interface AccountNode {
  readonly node: 'account';
  readonly id: string;
  readonly serviceAccountId: string;
  readonly row: AccountRow;
}

/** An account, and below it its keys, as the other view shows them, and what is known of it. */
export type AccountsNode = AccountNode | Node;

interface Shown {
  readonly accounts: readonly AccountRow[];
  readonly keys: readonly KeyRow[];
}

/** What the *Service Accounts* view consists of. Loaded when it is first drawn. */
export function accountParts(shown: () => Shown): TreeParts<AccountsNode, TreeItem> {
  return {
    children(parent) {
      if (!parent) return shown().accounts.map(accountNode);
      return parent.node === 'account'
        ? belowAccount(parent, shown().keys, serverTime())
        : nodesBelow(parent, serverTime());
    },
    item: (node) => (node.node === 'account' ? accountItem(node) : keyNodeItem(node)),
    isSame: (before, now) =>
      before.node !== 'account' && now.node !== 'account' && isSameRow(before, now),
    tooltip: (node) =>
      node.node === 'account' ? accountTooltip(node.row, serverTime()) : keyNodeTooltip(node),
    command: (node) => (node.node === 'account' ? undefined : keyNodeCommand(node)),
  };
}

function accountNode(row: AccountRow): AccountNode {
  const id = row.account.service_account_id;
  return { node: 'account', id, serviceAccountId: id, row };
}

function belowAccount(account: AccountNode, keys: readonly KeyRow[], now: Date): AccountsNode[] {
  const { id, serviceAccountId, row } = account;
  const own = keys.filter(({ key }) => key.service_account_id === serviceAccountId);
  return [
    ...topNodes(own, 'none', { parentId: id }),
    ...factNodes(id, { serviceAccountId }, accountFactLines(row.account, now)),
  ];
}

function accountItem({ row }: AccountNode): TreeItem {
  const { account, liveKeys } = row;
  const active = account.status === 'active';
  const item = new TreeItem(isolated(account.name), TreeItemCollapsibleState.Collapsed);
  item.id = account.service_account_id;
  const keys = liveKeys === 1 ? t('1 live key') : t('{0} live keys', liveKeys);
  const state = serverWord(account.status);
  const role = serverWord(account.role);
  item.description = [...(active ? [] : [state]), keys, role].join(' · ');
  item.iconPath = new ThemeIcon(
    active ? 'account' : 'circle-slash',
    new ThemeColor(active ? 'keyrail.active' : 'keyrail.historical'),
  );
  item.contextValue = active ? 'account active' : 'account';
  item.accessibilityInformation = {
    label: t('Service account {0}, {1}, role {2}, {3}', account.name, state, role, keys),
  };
  return item;
}

function accountTooltip({ account }: AccountRow, now: Date): string {
  const lines = accountFactLines(account, now).map(({ name, value }) => `${name}: ${value}`);
  return [account.name, ...lines].join('\n');
}
