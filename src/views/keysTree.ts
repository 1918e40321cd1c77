import { window, workspace, type TreeItem } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyFocus } from '../editor/keys/keyFocus.ts';
import type { KeyFilter } from '../editor/keys/keyFilter.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { SelectedKey } from '../editor/keys/selectedKey.ts';
import type { LocalFacts } from '../editor/secrets/localFacts.ts';
import { readSetting } from '../editor/settings.ts';
import { createAutoRefresh } from './autoRefresh.ts';
import type { Grouping } from './keyGroups.ts';
import type * as KeysHeader from './keysHeader.ts';
import type { Node } from './keyNodes.ts';
import type { RegisteredTree } from './registerTree.ts';
import { createSteadyTree } from './steadyTree.ts';
import { createWaitingWord } from './waitingWord.ts';

/**
 * The *API Keys* view. Asks the server when it is first seen, and draws from the key ring only.
 *
 * @param selected told which key's row is selected
 * @param left what is left to be done on this machine
 */
export function createKeysTree(
  { view, fire, fill }: RegisteredTree<Node>,
  keyList: KeyList,
  filter: KeyFilter,
  selected: SelectedKey,
  focus: Pick<KeyFocus, 'onDidAsk' | 'onDidFollow'>,
  grouping: () => Grouping,
  left: Pick<LocalFacts, 'waitingLine' | 'leftovers'>,
): Disposable {
  const owned = createDisposableStore();
  const tree = createSteadyTree<Node, TreeItem>(async () => {
    const [{ keyParts }] = await Promise.all([import('./onUse.ts'), keyList.showable()]);
    return keyParts(admitted, grouping, () => ({
      snapshot: keyList.shown,
      leftovers: left.leftovers.length,
      isFiltered: filter.text !== '',
    }));
  }, fire);
  const admitted = () => keyList.shown.keys.filter((row) => filter.admits(row));
  fill(tree);
  /** True while what was listed last stands for an answer that has not come. */
  const isWaiting = () => keyList.shown !== keyList.snapshot;
  const word = owned.add(
    createWaitingWord(isWaiting, () => {
      draw();
      void window.withProgress({ location: { viewId: 'keyrail.apiKeys' } }, () => keyList.loaded());
    }),
  );
  let header: typeof KeysHeader | undefined;
  const draw = () => {
    // Before the message: VS Code lets whatever comes after a message wait for 200 ms.
    tree.redraw();
    word.look();
    const { freshness } = word.isSaid ? keyList.shown : keyList.snapshot;
    if (!header) {
      // Before anybody looks, or anything was read, there is nothing to say.
      if (view.visible || freshness.kind !== 'never') void loadHeader();
      return;
    }
    header.decorate(
      view,
      { ...keyList.shown, freshness },
      {
        filter: filter.text,
        hidesAll: filter.text !== '' && left.leftovers.length === 0 && admitted().length === 0,
        waiting: left.waitingLine(keyList.shown.connection?.id, keyList.shown.context?.workspaceId),
        leftovers: left.leftovers.length,
      },
    );
  };
  let loading: Promise<void> | undefined;
  const loadHeader = () =>
    (loading ??= import('./onUse.ts').then(({ keysHeader }) => {
      header = keysHeader;
      draw();
    }));
  /** At first sight the tree's own question for its rows is the same. */
  const look = async () => {
    if (keyList.snapshot.freshness.kind !== 'never') {
      await keyList.refresh();
      return;
    }
    await keyList.showable();
    word.look();
  };
  owned.add(
    view.onDidChangeSelection(({ selection: [node] }) => {
      selected.keyId = node?.node === 'key' || node?.node === 'fact' ? node.keyId : undefined;
    }),
  );
  owned.add(
    focus.onDidAsk(async (keyId) => {
      const { bringToKey } = await import('./onUse.ts');
      await bringToKey(view, tree, keyId);
    }),
  );
  owned.add(
    focus.onDidFollow(async (row) => {
      if (!view.visible) return;
      const { followToKey } = await import('./onUse.ts');
      await followToKey(view, tree, row);
    }),
  );
  owned.add(keyList.onDidChange(draw));
  owned.add(filter.onDidChange(draw));
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keyrail')) keyList.redraw();
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void look();
    }),
  );
  const everySeconds = () => readSetting('autoRefreshSeconds');
  owned.add(createAutoRefresh(keyList, view, everySeconds, workspace.onDidChangeConfiguration));
  if (view.visible) void look();
  return owned;
}
