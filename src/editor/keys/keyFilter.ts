import { EventEmitter, type Event } from 'vscode';
import type { Disposable } from '../disposables.ts';
import { setContextKey } from '../contextKeys.ts';
import { t } from '@vscode/l10n';
import { needsAttention } from '../../domain/keys/keyStatus.ts';
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

/** The filter that leaves the keys which the badge counts. */
export function attentionFilter(): string {
  return t('needs attention');
}

function searchable({ key, name, accountName, status }: KeyRow): string {
  const words = needsAttention(status) ? attentionFilter() : '';
  return [name, key.key_prefix, key.api_key_id, accountName, status.kind, ...key.scope, words]
    .join(' ')
    .toLowerCase();
}
