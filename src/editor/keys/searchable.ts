import { t } from '@vscode/l10n';
import { needsAttention } from '../../domain/keys/keyStatus.ts';
import { statusLabels } from '../../domain/keys/statusText.ts';
import type { KeyRow } from './snapshot.ts';

/** The filter that leaves the keys which the badge counts. */
export function attentionFilter(): string {
  return t('needs attention');
}

/** What the filter looks for its text in, in lower case. */
export function searchable({ key, name, accountName, status }: KeyRow): string {
  const words = needsAttention(status) ? attentionFilter() : '';
  const kind = `${status.kind} ${statusLabels[status.kind]}`;
  return [name, key.key_prefix, key.api_key_id, accountName, kind, ...key.scope, words]
    .join(' ')
    .toLowerCase();
}
