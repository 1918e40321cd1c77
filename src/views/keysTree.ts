import { t } from '@vscode/l10n';
import {
  EventEmitter,
  TreeItemCollapsibleState,
  TreeItem,
  window,
  workspace,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { needsAttention } from '../domain/keys/keyStatus.ts';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyFilter } from '../editor/keys/keyFilter.ts';
import type { KeyRing } from '../editor/keys/keyRing.ts';
import { describeContext, keyLabel, type KeyRow, type Snapshot } from '../editor/keys/snapshot.ts';
import { readSetting } from '../editor/settings.ts';
import { createAutoRefresh } from './autoRefresh.ts';
import { groupRows, type Grouping } from './keyGroups.ts';
import { keyItem, keyTooltip } from './keyItem.ts';

/** What a command gets when it is called from a row of this tree. */
export interface KeyNode {
  readonly node: 'key';
  readonly keyId: string;
  readonly row: KeyRow;
}

interface GroupNode {
  readonly node: 'group';
  readonly name: string;
  readonly rows: readonly KeyRow[];
}

type Node = KeyNode | GroupNode;

/** The *API Keys* view. Asks the server when it is first seen, and draws from the key ring only. */
export function createKeysTree(
  keyRing: KeyRing,
  filter: KeyFilter,
  grouping: () => Grouping,
): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<void>());
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => (node.node === 'key' ? keyItem(node.row) : groupItem(node)),
    getChildren(parent) {
      if (parent) return parent.node === 'group' ? parent.rows.map(keyNode) : [];
      const rows = keyRing.snapshot.keys.filter((row) => filter.admits(row));
      const groups = groupRows(rows, grouping());
      return groups
        ? groups.map((group): GroupNode => ({ node: 'group', ...group }))
        : rows.map(keyNode);
    },
    resolveTreeItem(item, node) {
      if (node.node === 'key') item.tooltip = keyTooltip(node.row, new Date());
      return item;
    },
  };
  const view = owned.add(
    window.createTreeView('keyrail.apiKeys', {
      treeDataProvider: provider,
      showCollapseAll: true,
    }),
  );
  const draw = () => {
    decorate(view, keyRing.snapshot, filter.text);
    changed.fire();
  };
  owned.add(keyRing.onDidChange(draw));
  owned.add(filter.onDidChange(draw));
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keyrail')) keyRing.redraw();
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void keyRing.refresh();
    }),
  );
  owned.add(createAutoRefresh(keyRing, view, () => readSetting('autoRefreshSeconds')));
  if (view.visible) void keyRing.refresh();
  return owned;
}

function keyNode(row: KeyRow): KeyNode {
  return { node: 'key', keyId: row.key.api_key_id, row };
}

function groupItem({ name, rows }: GroupNode): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `group:${name}`;
  item.description = String(rows.length);
  item.contextValue = 'group';
  return item;
}

function decorate(view: TreeView<Node>, snapshot: Snapshot, filter: string): void {
  const where = whereText(snapshot, filter);
  // VS Code shows a welcome view only where there is no message, so an empty view says it above.
  const isEmpty = snapshot.keys.length === 0;
  view.message = isEmpty ? '' : where;
  view.description = isEmpty ? where : '';
  const attention = snapshot.keys.filter((row) => needsAttention(row.status));
  const names = attention.slice(0, 3).map((row) => keyLabel(row));
  view.badge =
    attention.length === 0
      ? undefined
      : { value: attention.length, tooltip: t('Needs attention: {0}', names.join(', ')) };
}

/** Session context; how far the rows can be trusted; what narrows them. */
function whereText({ context, freshness, connection }: Snapshot, filter: string): string {
  const parts: string[] = [];
  if (context) parts.push(describeContext(context));
  else if (connection)
    parts.push(connection.name, connection.production ? 'production' : 'non-production');
  // The message is plain text: a sign is the only colour it can have.
  if (connection?.production) parts[0] = `⚠️ ${parts[0]}`;
  if (freshness.kind === 'stale') {
    const since = new Date(freshness.since).toLocaleTimeString([], { timeStyle: 'short' });
    parts.push(t('stale since {0}: {1}', since, freshness.because));
  }
  if (freshness.kind === 'failed') parts.push(freshness.because);
  if (filter) parts.push(`filter: ${filter}`);
  return parts.join(' · ');
}
