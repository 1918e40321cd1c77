import path from 'node:path';
import { commands, Uri, window, workspace, type ExtensionContext } from 'vscode';
import { MemoryFiles, memoryScheme } from '../../support/memoryFiles.ts';
import { race } from './race.ts';

/** Another extension in the same window: what it can get out of Keyrail, and a file system of its own. */
export function activate(context: ExtensionContext): void {
  const files = new MemoryFiles();
  files.folder('/shop');
  files.put('/shop/.env', '# of the shop\nCURRENCY=EUR\n');
  context.subscriptions.push(
    workspace.registerFileSystemProvider(memoryScheme, files),
    commands.registerCommand('neighbour.race', async () => {
      const shown = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      await race(path.join(path.dirname(shown), 'race'));
    }),
    commands.registerCommand('neighbour.file', async () => {
      await window.showTextDocument(Uri.from({ scheme: memoryScheme, path: '/shop/.env' }));
    }),
  );
}
