import { stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { window, workspace, type WorkspaceFolder } from 'vscode';

/** What shows that an application of its own begins here. */
const signs = ['.env', '.env.local', 'package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml'];

/**
 * The part of a monorepo that the active editor is in, as an absolute path: the nearest folder above
 * the file that has a `.env` or is a package, else the VS Code workspace folder itself.
 */
export async function nearestPackage(folder: WorkspaceFolder): Promise<string> {
  const root = folder.uri.fsPath;
  const active = window.activeTextEditor?.document.uri;
  if (active?.scheme !== 'file' || workspace.getWorkspaceFolder(active) !== folder) return root;
  for (let at = dirname(active.fsPath); isBelow(root, at); at = dirname(at)) {
    for (const sign of signs) if (await isFile(join(at, sign))) return at;
  }
  return root;
}

export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Not there, or not to be looked at: either way it is not what the folder uses.
    return false;
  }
}

function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && !inside.startsWith('..');
}
