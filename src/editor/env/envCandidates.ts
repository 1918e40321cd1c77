import {
  FileSystemError,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  type CancellationToken,
  type WorkspaceFolder,
} from 'vscode';
import { onDisk } from './envSpot.ts';

/** More files than this are not looked through: it is no project then, but a disk. */
const mostFiles = 2000;

/** What others put there is not the person's, and there is a lot of it. */
const skipped =
  '**/{node_modules,bower_components,.git,.hg,.svn,.venv,venv,site-packages,vendor,target,dist,.next,.cache,.terraform}/**';

/** The `.env*` files of these folders, by default of all that are open. */
export async function findEnvFiles(
  token?: CancellationToken,
  folders: readonly WorkspaceFolder[] = workspace.workspaceFolders ?? [],
): Promise<readonly Uri[]> {
  const files: Uri[] = [];
  for (const folder of folders) {
    if (files.length >= mostFiles) break;
    files.push(
      ...(onDisk(folder.uri)
        ? await searched(folder, mostFiles - files.length, token)
        : await atTop(folder)),
    );
  }
  return files;
}

/** VS Code's own search, in a process of its own; it also looks where git ignores. */
async function searched(folder: WorkspaceFolder, most: number, token?: CancellationToken) {
  return workspace.findFiles(new RelativePattern(folder, '**/.env*'), skipped, most, token);
}

/**
 * On other file systems every folder may be a request over a network, so only the top one is looked
 * into; what lies deeper is found when it is saved, or was written by Keyrail.
 */
async function atTop(folder: WorkspaceFolder): Promise<readonly Uri[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder.uri);
    return entries
      .filter(([name, type]) => name.startsWith('.env') && type === FileType.File)
      .map(([name]) => Uri.joinPath(folder.uri, name));
  } catch (error) {
    // Away now, as a server can be. Other folders are looked into all the same.
    if (error instanceof FileSystemError) return [];
    throw error;
  }
}
