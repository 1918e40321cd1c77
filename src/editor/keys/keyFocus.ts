import { EventEmitter, type Event } from 'vscode';
import type { Disposable } from '../disposables.ts';

/** Brings the keyboard to a key's row, where what had the focus has gone: a button of a welcome view, a dialog. */
export interface KeyFocus extends Disposable {
  /** With the id of the key. */
  readonly onDidAsk: Event<string>;
  show(keyId: string): void;
}

export function createKeyFocus(): KeyFocus {
  const asked = new EventEmitter<string>();
  return {
    onDidAsk: asked.event,
    show(keyId) {
      asked.fire(keyId);
    },
    dispose() {
      asked.dispose();
    },
  };
}
