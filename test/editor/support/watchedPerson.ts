import { createRequire } from 'node:module';
import type * as vscode from 'vscode';

/*
 * What the extension calls. It requires `vscode`; an import of it is another object in VS Code 1.105.
 */
const { window } = createRequire(import.meta.url)('vscode') as typeof vscode;

/** Every way in which a command can ask the person something that has an answer. */
const questions = [
  'showWarningMessage',
  'showQuickPick',
  'showInputBox',
  'showOpenDialog',
  'showSaveDialog',
  'showWorkspaceFolderPick',
] as const;
const notices = ['showInformationMessage', 'showErrorMessage'] as const;

export interface WatchedPerson {
  /** Texts of the questions since the last call, modal or not. */
  asked(): string[];
  dispose(): void;
}

/** A person who dismisses whatever is asked. @param answer pressed where a modal question offers it */
export function watchPerson(answer?: string): WatchedPerson {
  let seen: string[] = [];
  const own = Object.fromEntries(
    [...questions, ...notices].map((name) => [name, Reflect.get(window, name)]),
  );
  for (const name of questions) {
    Object.assign(window, {
      [name]: async (first: unknown, second?: unknown, ...buttons: unknown[]) => {
        const title = typeof second === 'object' && second !== null ? second : first;
        seen.push(typeof first === 'string' ? `${first}\n${detailOf(second)}` : titleOf(title));
        return buttons.find((button) => button === answer);
      },
    });
  }
  for (const name of notices) Object.assign(window, { [name]: async () => undefined });
  return {
    asked() {
      const all = seen;
      seen = [];
      return all;
    },
    dispose: () => void Object.assign(window, own),
  };
}

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
