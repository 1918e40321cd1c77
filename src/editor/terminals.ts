import {
  type GlobalEnvironmentVariableCollection,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { Secret } from '../domain/secret.ts';
import type { Disposable } from './disposables.ts';

/** What new terminals of a folder get: in memory only, gone with the window. */
export interface Terminals extends Disposable {
  use(folder: WorkspaceFolder, variable: string, secret: Secret, label: string): void;
  stop(folder: WorkspaceFolder, variable?: string): void;
  /** The value that new terminals of the folder get, if this window gave them one. */
  valueOf(folder: Uri, variable: string): Secret | undefined;
  /** Folders in use with their variables. */
  list(): readonly { readonly folder: WorkspaceFolder; readonly variable: string }[];
}

interface Use {
  readonly folder: WorkspaceFolder;
  readonly variable: string;
  readonly secret: Secret;
  readonly label: string;
}

/** `persistent` is turned off before the first value: VS Code would keep it on disk otherwise. */
export function createTerminals(all: GlobalEnvironmentVariableCollection): Terminals {
  all.persistent = false;
  const uses = new Map<string, Use>();
  const nameOf = (folder: Uri, variable: string) => `${folder.toString()} ${variable}`;
  const scoped = (folder: WorkspaceFolder) => {
    const collection = all.getScoped({ workspaceFolder: folder });
    collection.persistent = false;
    return collection;
  };
  const describe = (folder: WorkspaceFolder) => {
    const here = [...uses.values()].filter((use) => use.folder.uri.path === folder.uri.path);
    scoped(folder).description =
      here.length === 0
        ? undefined
        : `Keyrail: ${here.map(({ variable, label }) => `${variable} holds the secret of ${label}`).join('; ')}`;
  };
  const stop = (folder: WorkspaceFolder, variable?: string) => {
    for (const [name, use] of uses) {
      if (use.folder.uri.path !== folder.uri.path) continue;
      if (variable !== undefined && use.variable !== variable) continue;
      scoped(folder).delete(use.variable);
      uses.delete(name);
    }
    describe(folder);
  };

  return {
    use(folder, variable, secret, label) {
      uses.set(nameOf(folder.uri, variable), { folder, variable, secret, label });
      scoped(folder).replace(variable, secret.reveal());
      describe(folder);
    },
    stop,
    valueOf: (folder, variable) => uses.get(nameOf(folder, variable))?.secret,
    list: () => [...uses.values()].map(({ folder, variable }) => ({ folder, variable })),
    dispose() {
      for (const folder of workspace.workspaceFolders ?? []) stop(folder);
    },
  };
}
