import path from 'node:path';
import { authentication, commands, Uri, window, workspace, type ExtensionContext } from 'vscode';
import { MemoryFiles, memoryScheme } from '../../support/memoryFiles.ts';
import { race } from './race.ts';

/** Another extension in the same window: what it can get out of Keyrail, and a file system of its own. */
export function activate(context: ExtensionContext): void {
  const files = new MemoryFiles();
  files.folder('/shop');
  files.put('/shop/.env', '# of the shop\nCURRENCY=EUR\n');
  context.subscriptions.push(
    workspace.registerFileSystemProvider(memoryScheme, files),
    commands.registerCommand('neighbour.session', async () => {
      const session = await authentication.getSession('keyrail', [], { createIfNone: true });
      void window.showInformationMessage(`Neighbour got ${JSON.stringify(session)}`);
    }),
    // Without a question: VS Code offers the sign-in in its Accounts menu.
    commands.registerCommand('neighbour.wait', async () => {
      await authentication.getSession('keyrail', []);
    }),
    commands.registerCommand('neighbour.race', async () => {
      const shown = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      await race(path.join(path.dirname(shown), 'race'));
    }),
    commands.registerCommand('neighbour.file', async () => {
      await window.showTextDocument(Uri.from({ scheme: memoryScheme, path: '/shop/.env' }));
    }),
  );
}
