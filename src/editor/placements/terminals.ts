import type { Terminal, Uri, WorkspaceFolder } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Disposable } from '../disposables.ts';

/** One variable that terminals of one folder have a key in. */
export interface TerminalUse {
  readonly folder: WorkspaceFolder;
  readonly variable: string;
  readonly secret: Secret;
  /** What the person calls the key. */
  readonly label: string;
}

/** What terminals of a folder have from this window: in memory only, gone with the window. */
export interface Terminals extends Disposable {
  /** Takes the place of what the folder had in this variable; the terminal is one more that has it. */
  use(use: TerminalUse, terminal: Terminal): void;
  /** Puts another secret where one is, for the next that asks; `false` where none is. */
  renew(folder: Uri, variable: string, next: Secret): boolean;
  stop(folder: Uri, variable: string): void;
  /** Closes the terminals of a use, with what runs in them. */
  close(use: Pick<TerminalUse, 'folder' | 'variable'>): void;
  /** The uses that have no terminal left, now that this one is closed. */
  leftBy(closed: Terminal): readonly TerminalUse[];
  /** The value that terminals of the folder get, if this window gave them one. */
  valueOf(folder: Uri, variable: string): Secret | undefined;
  list(): readonly TerminalUse[];
}

export function createTerminals(): Terminals {
  const uses = new Map<
    string,
    { readonly use: TerminalUse; readonly open: ReadonlySet<Terminal> }
  >();
  const nameOf = (folder: Uri, variable: string) => `${folder.toString()} ${variable}`;
  const at = (folder: Uri, variable: string) => uses.get(nameOf(folder, variable));
  const close = (open: ReadonlySet<Terminal> = new Set()) => {
    for (const terminal of open) terminal.dispose();
  };

  return {
    use(use, terminal) {
      const open = new Set([...(at(use.folder.uri, use.variable)?.open ?? []), terminal]);
      uses.set(nameOf(use.folder.uri, use.variable), { use, open });
    },
    renew(folder, variable, next) {
      const known = at(folder, variable);
      if (!known) return false;
      const { use } = known;
      // What a key is called may have its prefix in it, and that is another one now.
      const label = use.label.replace(use.secret.keyPrefix, next.keyPrefix);
      const renewed = { ...use, secret: next, label };
      uses.set(nameOf(folder, variable), { ...known, use: renewed });
      return true;
    },
    stop(folder, variable) {
      uses.delete(nameOf(folder, variable));
    },
    close({ folder, variable }) {
      close(at(folder.uri, variable)?.open);
    },
    leftBy(closed) {
      const left: TerminalUse[] = [];
      for (const [name, { use, open }] of uses) {
        if (!open.has(closed)) continue;
        const others = new Set([...open].filter((each) => each !== closed));
        uses.set(name, { use, open: others });
        if (others.size === 0) left.push(use);
      }
      return left;
    },
    valueOf: (folder, variable) => at(folder, variable)?.use.secret,
    list: () => [...uses.values()].map(({ use }) => use),
    dispose() {
      const all = [...uses.values()];
      uses.clear();
      for (const { open } of all) close(open);
    },
  };
}
