import { t } from '@vscode/l10n';
import { StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode';
import { needsAttention } from '../domain/keys/keyStatus.ts';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import { describeContext, placeNames, type Snapshot } from '../editor/keys/snapshot.ts';
import { nameWithWarning } from '../domain/text/connectionKind.ts';

/** Production is told by colour and by word; it is no error. */
const productionColor = new ThemeColor('statusBarItem.warningBackground');

/** One item: connection, control-plane workspace, number of keys that need attention. */
export function createStatusBar(keyList: KeyList): Disposable {
  const owned = createDisposableStore();
  let made: StatusBarItem | undefined;
  const make = () => {
    const item = owned.add(
      window.createStatusBarItem('keyrail.status', StatusBarAlignment.Left, 0),
    );
    item.name = 'Keyrail';
    item.command = 'keyrail.showMenu';
    return item;
  };
  const draw = () => {
    const { connection } = keyList.snapshot;
    // Before the first connection there is nothing to say, and no room to take.
    if (!connection) {
      made?.hide();
      return;
    }
    const item = (made ??= make());
    const { text, tooltip } = describe(keyList.snapshot);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = connection.production ? productionColor : undefined;
    item.accessibilityInformation = { label: tooltip, role: 'button' };
    item.show();
  };
  owned.add(keyList.onDidChange(draw));
  draw();
  return owned;
}

function describe(snapshot: Snapshot): { text: string; tooltip: string } {
  const { connection, context, freshness, keys } = snapshot;
  if (!connection) return { text: '$(key) Keyrail', tooltip: t('Keyrail is not connected.') };
  const { name } = connection;
  const where = context ? describeContext(context) : name;
  const because = 'because' in freshness ? t('Keyrail: {0}. {1}', where, freshness.because) : '';
  if (!context) {
    return {
      text: `$(key) ${nameWithWarning(connection)}`,
      tooltip: because || t('Keyrail: {0}, no answer yet', name),
    };
  }
  const attention = keys.filter((row) => needsAttention(row.status)).length;
  const icon = freshness.kind === 'stale' ? '$(debug-disconnect)' : '$(key)';
  const count = attention > 0 ? ` $(warning) ${attention}` : '';
  return {
    text: `${icon} ${[nameWithWarning(connection), ...placeNames(context).slice(1)].join(' · ')}${count}`,
    tooltip: [
      because || t('Keyrail: {0}.', where),
      attention === 1 ? t('1 key needs attention.') : t('{0} keys need attention.', attention),
    ].join(' '),
  };
}
