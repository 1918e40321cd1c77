import { t } from '@vscode/l10n';
import { needsAttention } from '../../domain/keys/keyStatus.ts';
import type { KeyRow } from './snapshot.ts';

/** The filter that leaves the keys which the badge counts. */
export function attentionFilter(): string {
  return t('needs attention');
}

/** What the filter looks for its text in, in lower case. */
export function searchable({ key, name, accountName, status }: KeyRow): string {
  const words = needsAttention(status) ? attentionFilter() : '';
  return [name, key.key_prefix, key.api_key_id, accountName, status.kind, ...key.scope, words]
    .join(' ')
    .toLowerCase();
}
