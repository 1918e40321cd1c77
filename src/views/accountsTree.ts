import { EventEmitter, window, type TreeItem } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { SelectedAccount } from '../editor/keys/selectedKey.ts';
import type { AccountsNode } from './accountParts.ts';
import { createSteadyTree } from './steadyTree.ts';

/**
 * The *Service Accounts* view: each opens to its keys and to what is known of it.
 *
 * @param selected told which account's row is selected
 */
export function createAccountsTree(keyList: KeyList, selected: SelectedAccount): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<AccountsNode[] | undefined>());
  const tree = createSteadyTree<AccountsNode, TreeItem>(
    async () => {
      const [{ accountParts }] = await Promise.all([import('./onUse.ts'), keyList.showable()]);
      return accountParts(() => keyList.shown);
    },
    (nodes) => {
      changed.fire(nodes);
    },
  );
  const view = owned.add(
    window.createTreeView('keyrail.serviceAccounts', {
      treeDataProvider: { ...tree, onDidChangeTreeData: changed.event },
      showCollapseAll: true,
    }),
  );
  owned.add(
    keyList.onDidChange(() => {
      tree.redraw();
    }),
  );
  owned.add(
    view.onDidChangeSelection(({ selection: [node] }) => {
      selected.serviceAccountId =
        node?.node === 'account' || node?.node === 'fact' ? node.serviceAccountId : undefined;
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void keyList.showable();
    }),
  );
  return owned;
}
