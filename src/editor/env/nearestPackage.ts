import { FileType, Uri, window, workspace, type WorkspaceFolder } from 'vscode';

/** What shows that an application of its own begins here. */
const signs = ['.env', '.env.local', 'package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml'];

/**
 * The part of a monorepo that the active editor is in: the nearest folder above the file that has a
 * `.env` or is a package, else the VS Code workspace folder itself.
 */
export async function nearestPackage(folder: WorkspaceFolder): Promise<Uri> {
  const active = window.activeTextEditor?.document.uri;
  if (!active || workspace.getWorkspaceFolder(active) !== folder) return folder.uri;
  const root = folder.uri.path;
  for (let at = above(active); at.path.length > root.length; at = above(at)) {
    for (const sign of signs) if (await isFile(Uri.joinPath(at, sign))) return at;
  }
  return folder.uri;
}

export async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    // Not there, or not to be looked at: either way it is not what the folder uses.
    return false;
  }
}

const above = (uri: Uri): Uri => Uri.joinPath(uri, '..');
