import { QuickPickItemKind, window } from 'vscode';
import type * as vscode from 'vscode';

/** Every way in which a command can ask the person something that has an answer. */
const questions = [
  'showWarningMessage',
  'showQuickPick',
  'showInputBox',
  'showOpenDialog',
  'showSaveDialog',
  'showWorkspaceFolderPick',
] as const;
const notices = ['showInformationMessage', 'showErrorMessage', 'setStatusBarMessage'] as const;

export interface WatchedPerson {
  /** Texts of the questions since the last call, modal or not. */
  asked(): string[];
  /** Messages without a modal question, and words in the status bar, since the last call. */
  told(): string[];
  dispose(): void;
}

/**
 * A person who dismisses whatever is asked.
 *
 * @param answer pressed where a modal question offers it
 * @param picks the row that is taken of a list, if any; where several may be, those ticked are
 */
export function watchPerson(
  answer?: string,
  picks?: (rows: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined,
): WatchedPerson {
  let seen: string[] = [];
  let said: string[] = [];
  const own = Object.fromEntries(
    [...questions, ...notices].map((name) => [name, Reflect.get(window, name)]),
  );
  for (const name of questions) {
    Object.assign(window, {
      [name]: async (first: unknown, second?: unknown, ...buttons: unknown[]) => {
        const title = typeof second === 'object' && second !== null ? second : first;
        if (name === 'showWarningMessage' && !isModal(second)) {
          said.push(String(first));
        }
        seen.push(typeof first === 'string' ? `${first}\n${detailOf(second)}` : titleOf(title));
        if (name === 'showQuickPick' && picks) return taken(await first, second, picks);
        return buttons.find((button) => button === answer);
      },
    });
  }
  own['createQuickPick'] = window.createQuickPick;
  own['createInputBox'] = window.createInputBox;
  Object.assign(window, {
    createQuickPick: () => listFor((title) => seen.push(title), picks),
    createInputBox: () => boxFor((title) => seen.push(title)),
  });
  for (const name of notices) {
    Object.assign(window, {
      [name]: async (message: string) => {
        said.push(message);
        return undefined;
      },
    });
  }
  return {
    told() {
      const all = said;
      said = [];
      return all;
    },
    asked() {
      const all = seen;
      seen = [];
      return all;
    },
    dispose: () => void Object.assign(window, own),
  };
}

/** A list that Keyrail draws itself, never shown: of its rows the one that Enter takes comes first. */
function listFor(
  ask: (title: string) => void,
  picks: ((rows: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined) | undefined,
) {
  let accept: (() => void) | undefined;
  let hide: (() => void) | undefined;
  const list = {
    title: '',
    items: [] as readonly vscode.QuickPickItem[],
    activeItems: [] as readonly vscode.QuickPickItem[],
    selectedItems: [] as readonly vscode.QuickPickItem[],
    canSelectMany: false,
    onDidTriggerButton: never,
    onDidAccept(listener: () => void) {
      accept = listener;
      return never();
    },
    onDidHide(listener: () => void) {
      hide = listener;
      return never();
    },
    show() {
      ask(list.title);
      const rows = list.items.filter(
        ({ kind }) => kind === undefined || kind === QuickPickItemKind.Default,
      );
      const taken = picks?.([...list.activeItems, ...rows]);
      if (!list.canSelectMany) list.selectedItems = taken ? [taken] : [];
      (taken ? accept : hide)?.();
    },
    dispose: () => undefined,
  };
  return list;
}

/** A box that Keyrail draws itself, never shown: it is closed as soon as it opens. */
function boxFor(ask: (title: string) => void) {
  let hide: (() => void) | undefined;
  const box = {
    title: '',
    value: '',
    onDidChangeValue: never,
    onDidTriggerButton: never,
    onDidAccept: never,
    onDidHide(listener: () => void) {
      hide = listener;
      return never();
    },
    show() {
      ask(box.title);
      hide?.();
    },
    hide: () => hide?.(),
    dispose: () => undefined,
  };
  return box;
}

const never = () => ({ dispose: () => undefined });

function detailOf(options: unknown): string {
  return typeof options === 'object' && options !== null && 'detail' in options
    ? String(options.detail)
    : '';
}

function titleOf(options: unknown): string {
  return typeof options === 'object' && options !== null && 'title' in options
    ? String(options.title)
    : 'a question';
}

function isModal(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'modal' in options;
}

function taken(
  rows: unknown,
  options: unknown,
  picks: (rows: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined,
): unknown {
  // `as`: all our lists are of such items.
  const items = rows as readonly vscode.QuickPickItem[];
  const isOfMany = (options as vscode.QuickPickOptions | undefined)?.canPickMany ?? false;
  return isOfMany ? items.filter(({ picked }) => picked) : picks(items);
}
