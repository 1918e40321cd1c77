import { workspace, type Uri, type WorkspaceFolder } from 'vscode';
import type { Disk, EnvPath } from '../../files/disk.ts';
import { nodeDisk } from '../../files/nodeDisk.ts';
import { virtualDisk } from './virtualDisk.ts';

/** A `.env` of an open folder, and the file system that it is read and written through. */
export interface EnvSpot {
  readonly path: EnvPath;
  readonly disk: Disk;
}

/** Of the file itself: it need not be there. */
export async function envSpot(folder: WorkspaceFolder, file: Uri): Promise<EnvSpot> {
  if (onDisk(file)) {
    return { path: { folder: folder.uri.fsPath, file: file.fsPath }, disk: nodeDisk };
  }
  return { path: { folder: folder.uri.toString(), file: file.toString() }, disk: virtualDisk };
}

/** The same, only where this window shows the folder and trusts it: nothing else is touched. */
export async function trustedSpot(file: Uri): Promise<EnvSpot | undefined> {
  const folder = workspace.getWorkspaceFolder(file);
  return folder && workspace.isTrusted ? envSpot(folder, file) : undefined;
}

/** Whether the system's own disk holds it, with all that it can: replacing in one step, permissions. */
export function onDisk({ scheme }: Pick<Uri, 'scheme'>): boolean {
  return scheme === 'file';
}
