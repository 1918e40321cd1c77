import { t } from '@vscode/l10n';
import type { GlobalEnvironmentVariableCollection, Uri, WorkspaceFolder } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Disposable } from '../disposables.ts';

/** One variable of the new terminals of one folder. */
export interface TerminalUse {
  readonly folder: WorkspaceFolder;
  readonly variable: string;
  readonly secret: Secret;
  /** What the person calls the key; VS Code shows it in the terminal's hover. */
  readonly label: string;
  /** Stands beside the secret and goes with it. */
  readonly baseUrl: { readonly variable: string; readonly value: string } | undefined;
}

/** What new terminals of a folder get: in memory only, gone with the window. */
export interface Terminals extends Disposable {
  /** Takes the place of what the folder had in this variable. */
  use(use: TerminalUse): void;
  /** Puts another secret where one is; `false` where none is. */
  renew(folder: Uri, variable: string, next: Secret): boolean;
  stop(folder: Uri, variable: string): void;
  /** The value that new terminals of the folder get, if this window gave them one. */
  valueOf(folder: Uri, variable: string): Secret | undefined;
  list(): readonly TerminalUse[];
}

/** `persistent` is turned off before the first value: VS Code would keep it on disk otherwise. */
export function createTerminals(all: GlobalEnvironmentVariableCollection): Terminals {
  const uses = new Map<string, TerminalUse>();
  const nameOf = (folder: Uri, variable: string) => `${folder.toString()} ${variable}`;
  const scoped = (folder: WorkspaceFolder) => {
    // Each time it is set the window is told, so not at start, when there is nothing to keep.
    if (all.persistent) all.persistent = false;
    const collection = all.getScoped({ workspaceFolder: folder });
    collection.persistent = false;
    return collection;
  };

  const usesOf = (folder: WorkspaceFolder) =>
    [...uses.values()].filter((use) => use.folder.uri.toString() === folder.uri.toString());
  /** From nothing, so that no variable of an earlier use is left behind. */
  const write = (folder: WorkspaceFolder) => {
    const collection = scoped(folder);
    const here = usesOf(folder);
    collection.clear();
    for (const { variable, secret, baseUrl } of here) {
      collection.replace(variable, secret.reveal());
      if (baseUrl) collection.replace(baseUrl.variable, baseUrl.value);
    }
    const words = here.map(({ variable, label }) =>
      t('{0} holds the secret of {1}', variable, label),
    );
    collection.description = words.length === 0 ? undefined : t('Keyrail: {0}', words.join('; '));
  };

  return {
    use(use) {
      uses.set(nameOf(use.folder.uri, use.variable), use);
      write(use.folder);
    },
    renew(folder, variable, next) {
      const use = uses.get(nameOf(folder, variable));
      if (!use) return false;
      // What a key is called may have its prefix in it, and that is another one now.
      const label = use.label.replace(use.secret.keyPrefix, next.keyPrefix);
      uses.set(nameOf(folder, variable), { ...use, secret: next, label });
      write(use.folder);
      return true;
    },
    stop(folder, variable) {
      const use = uses.get(nameOf(folder, variable));
      if (!use) return;
      uses.delete(nameOf(folder, variable));
      write(use.folder);
    },
    valueOf: (folder, variable) => uses.get(nameOf(folder, variable))?.secret,
    list: () => [...uses.values()],
    dispose() {
      const folders = new Map(
        [...uses.values()].map(({ folder }) => [folder.uri.toString(), folder]),
      );
      uses.clear();
      for (const folder of folders.values()) write(folder);
    },
  };
}
