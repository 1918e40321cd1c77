import { homedir } from 'node:os';
import path from 'node:path';

/**
 * A path as debuggers and tasks read it: with what VS Code's variables for the folder and this machine
 * stand for. Others stay as they are written, and name no file.
 */
export function withFolder(text: string, root: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (written, name: string) => {
    switch (name.replace(/^(workspaceFolder|workspaceRoot|cwd):.*$/, '$1')) {
      case 'workspaceFolder':
      case 'workspaceRoot':
      case 'fileWorkspaceFolder':
      case 'cwd':
        return root;
      case 'workspaceFolderBasename':
      case 'workspaceRootFolderName':
        return path.basename(root);
      case 'pathSeparator':
      case '/':
        return path.sep;
      case 'userHome':
        return homedir();
      default:
        return name.startsWith('env:') ? (process.env[name.slice('env:'.length)] ?? '') : written;
    }
  });
}
