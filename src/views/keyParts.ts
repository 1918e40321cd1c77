import { t } from '@vscode/l10n';
import { TreeItem, TreeItemCollapsibleState, type Command } from 'vscode';
import type { KeyRow, Snapshot } from '../editor/keys/snapshot.ts';
import { ownArgument } from '../editor/ownArguments.ts';
import type { Grouping } from './keyGroups.ts';
import { factItem } from './factItem.ts';
import { keyItem, keyTooltip } from './keyItem.ts';
import {
  isSameRow,
  nodesBelow,
  topNodes,
  type GroupNode,
  type Node,
  type RestNode,
} from './keyNodes.ts';
import { leftoverNode, remedyItem, remedyNodes } from './remedyRows.ts';
import type { TreeParts } from './steadyTree.ts';
import { serverTime } from '../editor/serverTime.ts';

/** What is said in rows beside those of keys. */
interface Shown {
  readonly snapshot: Snapshot;
  /** Lines of `.env` files that are to be removed. */
  readonly leftovers: number;
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
      const { snapshot, leftovers } = shown();
      const remedies = remedyNodes(snapshot);
      const top = remedies.length > 0 ? remedies : topNodes(rows(), grouping());
      // A welcome view is shown only where there is no row at all; a filter takes no work to do away.
      const hasRows = top.length > 0 || snapshot.keys.length > 0;
      return hasRows && leftovers > 0 ? [leftoverNode(leftovers), ...top] : top;
    },
    item(node) {
      if (node.node === 'key') {
        const item = keyItem(node);
        // Not when it is asked for: a click would also open the row, which VS Code does where it knows of none.
        item.command = openPlace(node.keyId, { first: true });
        return item;
      }
      if (node.node === 'fact') return factItem(node);
      return node.node === 'remedy' ? remedyItem(node) : listItem(node);
    },
    isSame: isSameRow,
    tooltip: (node) => (node.node === 'key' ? keyTooltip(node.row, serverTime()) : undefined),
    command: (node) =>
      // A row that opens nothing is there to be read.
      node.node === 'fact' && node.place ? openPlace(node.keyId, { where: node.place }) : undefined,
  };
}

/** A place of its value, or what is known of the key where there is none. */
function openPlace(keyId: string, which: { first: true } | { where: string }): Command {
  return {
    title: t('Show Places'),
    command: 'keyrail.whereIsIt',
    arguments: [ownArgument({ keyId, ...which })],
  };
}

function listItem(list: GroupNode | RestNode): TreeItem {
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const count = list.rows.length;
  const item =
    list.node === 'group'
      ? new TreeItem(list.name, Expanded)
      : new TreeItem(t('{0} more', count), Collapsed);
  if (list.node === 'group') item.description = String(count);
  item.id = list.id;
  item.contextValue = list.node;
  return item;
}
