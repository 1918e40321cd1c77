import { t } from '@vscode/l10n';
import { EventEmitter, window, workspace, type TreeItem, type TreeView } from 'vscode';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { needsAttention } from '../domain/keys/keyStatus.ts';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyFocus } from '../editor/keys/keyFocus.ts';
import type { KeyFilter } from '../editor/keys/keyFilter.ts';
import type { KeyRing } from '../editor/keys/keyRing.ts';
import { isOnlyReason } from '../editor/keys/viewState.ts';
import type { SelectedKey } from '../editor/keys/selectedKey.ts';
import { describeContext, type Snapshot } from '../editor/keys/snapshot.ts';
import type { LocalFacts } from '../editor/secrets/localFacts.ts';
import { readSetting } from '../editor/settings.ts';
import { createAutoRefresh } from './autoRefresh.ts';
import type { Grouping } from './keyGroups.ts';
import type { Node } from './keyNodes.ts';
import { createSteadyTree } from './steadyTree.ts';
import { createWaitingWord } from './waitingWord.ts';
import { timeOrDate } from '../domain/text/relativeTime.ts';
import { connectionKind } from '../domain/text/connectionKind.ts';

const viewId = 'keyrail.apiKeys';

/**
 * The *API Keys* view. Asks the server when it is first seen, and draws from the key ring only.
 *
 * @param selected told which key's row is selected
 * @param left what is left to be done on this machine
 */
export function createKeysTree(
  keyRing: KeyRing,
  filter: KeyFilter,
  selected: SelectedKey,
  focus: Pick<KeyFocus, 'onDidAsk'>,
  grouping: () => Grouping,
  left: Pick<LocalFacts, 'waitingLine' | 'leftovers'>,
): Disposable {
  const owned = createDisposableStore();
  const changed = owned.add(new EventEmitter<Node[] | undefined>());
  const tree = createSteadyTree<Node, TreeItem>(
    async () => {
      const [{ keyParts }] = await Promise.all([import('./keyParts.ts'), keyRing.showable()]);
      return keyParts(admitted, grouping, () => ({
        snapshot: keyRing.shown,
        leftovers: left.leftovers.length,
      }));
    },
    (nodes) => {
      changed.fire(nodes);
    },
  );
  const admitted = () => keyRing.shown.keys.filter((row) => filter.admits(row));
  const view = owned.add(
    window.createTreeView(viewId, {
      treeDataProvider: { ...tree, onDidChangeTreeData: changed.event },
      showCollapseAll: true,
    }),
  );
  /** True while what was listed last stands for an answer that has not come. */
  const isWaiting = () => keyRing.shown !== keyRing.snapshot;
  const word = owned.add(
    createWaitingWord(isWaiting, () => {
      draw();
      void window.withProgress({ location: { viewId } }, () => keyRing.loaded());
    }),
  );
  const draw = () => {
    // Before the message: VS Code lets whatever comes after a message wait for 200 ms.
    tree.redraw();
    word.look();
    const { freshness } = word.isSaid ? keyRing.shown : keyRing.snapshot;
    decorate(
      view,
      { ...keyRing.shown, freshness },
      {
        filter: filter.text,
        hidesAll: filter.text !== '' && left.leftovers.length === 0 && admitted().length === 0,
        waiting: left.waitingLine(keyRing.shown.connection?.id, keyRing.shown.context?.workspaceId),
        leftovers: left.leftovers.length,
      },
    );
  };
  /** At first sight the tree's own question for its rows is the same. */
  const look = async () => {
    if (keyRing.snapshot.freshness.kind !== 'never') {
      await keyRing.refresh();
      return;
    }
    await keyRing.showable();
    word.look();
  };
  owned.add(
    view.onDidChangeSelection(({ selection: [node] }) => {
      selected.keyId = node?.node === 'key' || node?.node === 'fact' ? node.keyId : undefined;
    }),
  );
  owned.add(
    focus.onDidAsk(async (keyId) => {
      const { bringToKey } = await import('./bringToKey.ts');
      await bringToKey(view, tree, keyId);
    }),
  );
  owned.add(keyRing.onDidChange(draw));
  owned.add(filter.onDidChange(draw));
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keyrail')) keyRing.redraw();
    }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void look();
    }),
  );
  const everySeconds = () => readSetting('autoRefreshSeconds');
  owned.add(createAutoRefresh(keyRing, view, everySeconds, workspace.onDidChangeConfiguration));
  if (view.visible) void look();
  return owned;
}

/** What the person may have to do something about, beside the rows. */
interface Beside {
  readonly filter: string;
  /** No row passes it, and no other row is there. */
  readonly hidesAll: boolean;
  readonly waiting: string;
  readonly leftovers: number;
}

function decorate(view: TreeView<Node>, snapshot: Snapshot, beside: Beside): void {
  const where = whereText(snapshot, beside);
  // VS Code shows a welcome view only where there is no message, so an empty view says it above.
  // A reason of any length is a message all the same: it is the one that is not cut.
  const hasNoRow = snapshot.keys.length === 0 || beside.hidesAll;
  const isEmpty = hasNoRow && !isOnlyReason(snapshot.state);
  // Each of the two goes to the window whether or not it is another one.
  const message = isEmpty ? '' : where;
  if ((view.message ?? '') !== message) view.message = message;
  const description = isEmpty ? where : '';
  if ((view.description ?? '') !== description) view.description = description;
  const attention = snapshot.keys.filter((row) => needsAttention(row.status));
  const names = attention.slice(0, 3).map((row) => keyLabel(row));
  view.badge =
    attention.length === 0
      ? undefined
      : { value: attention.length, tooltip: t('Needs attention: {0}', names.join(', ')) };
}

/** Session context; how far the rows can be trusted; what narrows them; what is left to be finished. */
function whereText(
  { context, freshness, connection }: Snapshot,
  { filter, waiting, leftovers }: Beside,
): string {
  const parts: string[] = [];
  if (context) parts.push(describeContext(context));
  else if (connection) parts.push(connection.name, connectionKind(connection));
  // The message is plain text: a sign is the only colour it can have.
  if (connection?.production) parts[0] = `⚠️ ${parts[0]}`;
  if (freshness.kind === 'stale') {
    const since = timeOrDate(freshness.since, new Date());
    parts.push(t('stale since {0}: {1}', since, freshness.because));
  }
  if (freshness.kind === 'failed') parts.push(freshness.because);
  if (filter) parts.push(t('filter: {0}', filter));
  if (waiting !== '') parts.push(waiting);
  if (leftovers === 1) parts.push(t('1 .env line is to be removed'));
  if (leftovers > 1) parts.push(t('{0} .env lines are to be removed', leftovers));
  return parts.join(' · ');
}
