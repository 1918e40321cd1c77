import { window, type MessageOptions } from 'vscode';

export interface WatchedDialogs {
  /** Texts of the modal questions since the last call. */
  asked(): string[];
  dispose(): void;
}

/** A person who dismisses dialogs, beside whom lists and boxes are VS Code's own. */
export function watchDialogs(answer?: string): WatchedDialogs {
  let seen: string[] = [];
  const own = window.showWarningMessage;
  // `as`: of its several forms only the modal one is taken apart here.
  const notify = own as (...all: readonly unknown[]) => Thenable<string | undefined>;
  Object.assign(window, {
    showWarningMessage: async (message: string, options: unknown, ...buttons: string[]) => {
      if (!isModal(options)) return notify(message, options, ...buttons);
      seen.push(`${message}\n${options.detail ?? ''}`);
      return buttons.find((each) => each === answer);
    },
  });
  return {
    asked() {
      const all = seen;
      seen = [];
      return all;
    },
    dispose: () => void Object.assign(window, { showWarningMessage: own }),
  };
}

function isModal(options: unknown): options is MessageOptions {
  return typeof options === 'object' && options !== null && 'modal' in options;
}
