import { t } from '@vscode/l10n';
import type { KeyRowFacts } from './keyFacts.ts';

/** Whether this editor can use the key: what is said beside *Local copy*. */
export function localCopyText({
  hasCopy,
  isCopyLost,
}: Pick<KeyRowFacts, 'hasCopy' | 'isCopyLost'>): string {
  if (isCopyLost) return t('lost: this editor’s key store does not have it any more');
  return hasCopy ? t('kept by this editor') : t('none in this editor');
}
