import { FileSystemError, FileType, Uri, workspace, type WorkspaceFolder } from 'vscode';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import { walkFiles } from '../../files/walkFiles.ts';
import { onDisk } from './envSpot.ts';

/** More files than this are not looked through: it is no project then, but a disk. */
const mostFiles = 2000;

/** The env files of these folders, and those that are named after one; by default of all that are open. */
export async function findEnvFiles(
  signal?: AbortSignal,
  folders: readonly WorkspaceFolder[] = workspace.workspaceFolders ?? [],
): Promise<readonly Uri[]> {
  const files: Uri[] = [];
  for (const folder of folders) {
    if (files.length >= mostFiles) break;
    files.push(
      ...(onDisk(folder.uri)
        ? await walked(folder, mostFiles - files.length, signal)
        : await atTop(folder)),
    );
  }
  return files;
}

/** Our own walk: VS Code's search leaves out what the folder's settings hide. */
async function walked({ uri }: WorkspaceFolder, most: number, signal?: AbortSignal) {
  const files: Uri[] = [];
  for await (const file of walkFiles(uri.fsPath, { unreadable: [], tooDeep: [] }, signal)) {
    if (files.length >= most) break;
    if (isNamedLikeEnv(file)) files.push(Uri.file(file));
  }
  return files;
}

/**
 * On other file systems every folder may be a request over a network, so only the top one is looked
 * into; what lies deeper is found when it is saved, or was written by Keyrail.
 */
async function atTop(folder: WorkspaceFolder): Promise<readonly Uri[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder.uri);
    return entries
      .filter(([name, type]) => isNamedLikeEnv(name) && type === FileType.File)
      .map(([name]) => Uri.joinPath(folder.uri, name));
  } catch (error) {
    // Away now, as a server can be. Other folders are looked into all the same.
    if (error instanceof FileSystemError) return [];
    throw error;
  }
}
