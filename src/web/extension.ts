import { t } from '@vscode/l10n';
import { commands, TreeItem, window, type ExtensionContext } from 'vscode';

/** What is read of the manifest: which commands and views a person can reach. */
interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly views: { readonly keyrail: readonly { readonly id: string }[] };
}

/**
 * Keyrail where there is no machine behind VS Code, only a browser: keys need a file system, git, and
 * requests that a page may not make. Says so wherever it is asked, instead of failing.
 */
export function activate(context: ExtensionContext): void {
  // Our own manifest; the tests compare it with the tables.
  const { contributes } = context.extension.packageJSON as { contributes: Contributes };
  const say = () => window.showInformationMessage(whatIsMissing());
  void commands.executeCommand('setContext', 'keyrail.state', 'webOnly');
  const noRows = { getChildren: () => [], getTreeItem: () => new TreeItem('') };
  context.subscriptions.push(
    ...contributes.views.keyrail.map(({ id }) => window.registerTreeDataProvider(id, noRows)),
    ...contributes.commands.map(({ command }) => commands.registerCommand(command, say)),
  );
}

function whatIsMissing(): string {
  return t(
    'Keyrail needs a machine to run on: this VS Code has only a browser. Open the folder in VS Code on your computer, or in a remote window, a codespace or a dev container.',
  );
}
