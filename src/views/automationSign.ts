import { t } from '@vscode/l10n';
import { StatusBarAlignment, ThemeColor, window, workspace, type StatusBarItem } from 'vscode';
import { createDisposableStore, type Disposable } from '../editor/disposables.ts';
import { readSetting } from '../editor/settings.ts';

/** Says in the status bar that programs are not asked about, for as long as that is so. */
export function createAutomationSign(): Disposable {
  const owned = createDisposableStore();
  let made: StatusBarItem | undefined;
  const draw = () => {
    if (!readSetting('automation')) {
      made?.hide();
      return;
    }
    const item = (made ??= make());
    item.show();
  };
  const make = () => {
    const item = owned.add(
      window.createStatusBarItem('keyrail.automation', StatusBarAlignment.Left, 0),
    );
    item.name = t('Keyrail automation');
    item.text = t('$(warning) Keyrail: programs are not asked about');
    item.tooltip = t(
      'Launches, tasks, keybindings and other extensions run Keyrail’s commands without a question. Turn off the setting keyrail.automation when you do not need that.',
    );
    item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
    item.command = {
      title: item.name,
      command: 'workbench.action.openSettings',
      arguments: ['keyrail.automation'],
    };
    return item;
  };
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keyrail.automation')) draw();
    }),
  );
  draw();
  return owned;
}
