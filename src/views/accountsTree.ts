import { EventEmitter, window, type TreeItem } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyRing } from '../editor/keys/keyRing.ts';
import type { SelectedAccount } from '../editor/keys/selectedKey.ts';
import type { AccountNode } from './accountParts.ts';
import { createSteadyTree } from './steadyTree.ts';

/**
 * The *Service Accounts* view: name, role, status, live keys.
 *
 * @param selected told which account's row is selected
 */
export function createAccountsTree(keyRing: KeyRing, selected: SelectedAccount): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<AccountNode[] | undefined>());
  const tree = createSteadyTree<AccountNode, TreeItem>(
    async () => {
      const [{ accountParts }] = await Promise.all([
        import('./accountParts.ts'),
        keyRing.showable(),
      ]);
      return accountParts(() => keyRing.shown.accounts);
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
    view.onDidChangeSelection(({ selection: [node] }) => {
      selected.serviceAccountId = node?.serviceAccountId;
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void keyRing.showable();
    }),
  );
  return owned;
}
