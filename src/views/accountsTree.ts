import type { TreeItem } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { SelectedAccount } from '../editor/keys/selectedKey.ts';
import type { AccountsNode } from './accountParts.ts';
import type { RegisteredTree } from './registerTree.ts';
import { createSteadyTree } from './steadyTree.ts';

/**
 * The *Service Accounts* view: each opens to its keys and to what is known of it.
 *
 * @param selected told which account's row is selected
 */
export function createAccountsTree(
  { view, fire, fill }: RegisteredTree<AccountsNode>,
  keyList: KeyList,
  selected: SelectedAccount,
): Disposable {
  const owned = createDisposableStore();
  const tree = createSteadyTree<AccountsNode, TreeItem>(async () => {
    const [{ accountParts }] = await Promise.all([import('./onUse.ts'), keyList.showable()]);
    return accountParts(() => keyList.shown);
  }, fire);
  fill(tree);
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
