import { t } from '@vscode/l10n';
import { TreeItem, TreeItemCollapsibleState, type Command } from 'vscode';
import { isolated } from '../domain/text/isolated.ts';
import type { KeyRow, Snapshot } from '../editor/keys/snapshot.ts';
import { ownArgument } from '../editor/ownArguments.ts';
import type { Grouping } from './keyGroups.ts';
import { factItem } from './factItem.ts';
import { keyItem, keyTooltip } from './keyItem.ts';
import {
  isSameRow,
  nodesBelow,
  topNodes,
  type EndedNode,
  type GroupNode,
  type Node,
  type RestNode,
} from './keyNodes.ts';
import { leftoverNode, remedyItem, remedyNodes } from './remedyRows.ts';
import type { TreeParts } from './steadyTree.ts';
import { serverTime } from '../editor/serverTime.ts';

/** What is said in rows beside those of keys, and whether all keys are listed. */
interface Shown {
  readonly snapshot: Snapshot;
  /** Lines of `.env` files that are to be removed. */
  readonly leftovers: number;
  readonly isFiltered?: boolean;
}

/** What the *API Keys* view consists of; loaded when it is first drawn. */
export function keyParts(
  rows: () => readonly KeyRow[],
  grouping: () => Grouping,
  shown: () => Shown,
): TreeParts<Node, TreeItem> {
  return {
    children(parent) {
      if (parent) return nodesBelow(parent, serverTime());
      const { snapshot, leftovers, isFiltered } = shown();
      const remedies = remedyNodes(snapshot);
      const top =
        remedies.length > 0 ? remedies : topNodes(rows(), grouping(), { folds: !isFiltered });
      // A welcome view is shown only where there is no row at all; a filter takes no work to do away.
      const hasRows = top.length > 0 || snapshot.keys.length > 0;
      return hasRows && leftovers > 0 ? [leftoverNode(leftovers), ...top] : top;
    },
    item: keyNodeItem,
    isSame: isSameRow,
    tooltip: keyNodeTooltip,
    command: keyNodeCommand,
  };
}

/** The row of whatever stands in a list of keys. */
export function keyNodeItem(node: Node): TreeItem {
  switch (node.node) {
    case 'key': {
      const item = keyItem(node);
      // Not when it is asked for: a click would also open the row, which VS Code does where it knows of none.
      item.command = openPlace(node.keyId, { first: true });
      return item;
    }
    case 'fact':
      return factItem(node);
    case 'remedy':
      return remedyItem(node);
    default:
      return listItem(node);
  }
}

export function keyNodeTooltip(node: Node): TreeItem['tooltip'] {
  return node.node === 'key' ? keyTooltip(node.row, serverTime()) : undefined;
}

/** What a click on a fact opens: the place that it tells of. One that tells of none is there to be read. */
export function keyNodeCommand(node: Node): Command | undefined {
  if (node.node !== 'fact') return undefined;
  const { keyId, place } = node;
  return keyId !== undefined && place !== undefined
    ? openPlace(keyId, { where: place })
    : undefined;
}

/** A place of its value, or what is known of the key where there is none. */
function openPlace(keyId: string, which: { first: true } | { where: string }): Command {
  return {
    title: t('Show Places'),
    command: 'keyrail.whereIsIt',
    arguments: [ownArgument({ keyId, ...which })],
  };
}

function listItem(list: GroupNode | RestNode | EndedNode): TreeItem {
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const count = list.rows.length;
  const item = new TreeItem(
    list.node === 'group'
      ? isolated(list.name)
      : list.node === 'ended'
        ? t('Ended ({0})', count)
        : t('{0} more', count),
    list.node === 'group' || (list.node === 'ended' && list.isOpen) ? Expanded : Collapsed,
  );
  if (list.node === 'group') item.description = String(count);
  item.id = list.id;
  item.contextValue = list.node;
  return item;
}
