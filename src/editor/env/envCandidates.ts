import { RelativePattern, workspace, type CancellationToken, type Uri } from 'vscode';

/** More files than this are not looked through: it is no project then, but a disk. */
const mostFiles = 2000;

/** What others put there is not the person's, and there is a lot of it. */
const skipped =
  '**/{node_modules,bower_components,.git,.hg,.svn,.venv,venv,site-packages,vendor,target,dist,.next,.cache,.terraform}/**';

/**
 * The `.env*` files of the open folders on disk. VS Code's own search finds them, in a process of
 * its own, and also where git ignores them.
 */
export async function findEnvFiles(token?: CancellationToken): Promise<readonly Uri[]> {
  const files: Uri[] = [];
  for (const folder of workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== 'file' || files.length >= mostFiles) continue;
    const pattern = new RelativePattern(folder, '**/.env*');
    files.push(...(await workspace.findFiles(pattern, skipped, mostFiles - files.length, token)));
  }
  return files;
}
