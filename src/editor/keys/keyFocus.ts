import { EventEmitter, type Event } from 'vscode';
import type { Disposable } from '../disposables.ts';

/** Brings the keyboard to a key's row, where what had the focus has gone: a button of a welcome view, a dialog. */
export interface KeyFocus extends Disposable {
  /** With the id of the key. */
  readonly onDidAsk: Event<string>;
  show(keyId: string): void;
  readonly onDidFollow: Event<FollowedRow & { readonly takesKeyboard: boolean }>;
  /** The same where the row that had the keyboard is gone: its key was replaced, or stands elsewhere now. */
  follow(row: FollowedRow & { readonly takesKeyboard: boolean }): void;
}

/** The id of a row, and the key that is looked for in its place. */
export interface FollowedRow {
  readonly id: string;
  readonly keyId: string;
}

export function createKeyFocus(): KeyFocus {
  const asked = new EventEmitter<string>();
  const followed = new EventEmitter<FollowedRow & { readonly takesKeyboard: boolean }>();
  return {
    onDidAsk: asked.event,
    show(keyId) {
      asked.fire(keyId);
    },
    onDidFollow: followed.event,
    follow(row) {
      followed.fire(row);
    },
    dispose() {
      asked.dispose();
      followed.dispose();
    },
  };
}
