import { Uri, workspace } from 'vscode';
import { showPathsBy } from './shownPath.ts';

/** Has files and folders called as this window shows them. */
export function showPathsOfWindow(): void {
  showPathsBy({
    file: (uri) => workspace.asRelativePath(Uri.parse(uri)),
    path: (onDisk) => workspace.asRelativePath(onDisk),
    folder(uri) {
      const folder = Uri.parse(uri);
      return workspace.getWorkspaceFolder(folder)?.name ?? folder.path;
    },
  });
}
