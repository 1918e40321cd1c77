import { EventEmitter, type Event } from 'vscode';
import type { Disposable } from '../disposables.ts';
import { setContextKey } from '../contextKeys.ts';
import { searchable } from './searchable.ts';
import type { KeyRow } from './snapshot.ts';

/** The text that narrows the API Keys view; lives as long as the window. */
export interface KeyFilter extends Disposable {
  readonly text: string;
  readonly onDidChange: Event<void>;
  set(text: string): void;
  admits(row: KeyRow): boolean;
}

export function createKeyFilter(): KeyFilter {
  const changed = new EventEmitter<void>();
  let text = '';
  return {
    get text() {
      return text;
    },
    onDidChange: changed.event,
    set(next) {
      text = next.trim();
      setContextKey('keyrail.filtered', text !== '');
      changed.fire();
    },
    admits: (row) => text === '' || searchable(row).includes(text.toLowerCase()),
    dispose() {
      changed.dispose();
    },
  };
}
