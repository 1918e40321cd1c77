import { t } from '@vscode/l10n';
import { pick } from '../../editor/prompts.ts';
import { keyLabel, type KeyRow } from '../../editor/keys/snapshot.ts';
import type { Grace } from '../../lifecycle/journal/entry.ts';

/** Asks when the old key of an overlap ends. @throws CancelledError */
export function askGrace(row: KeyRow, title: string): Promise<Grace> {
  return pick<Grace>(
    [
      { label: t('In an hour'), description: t('recommended'), value: '1h' },
      { label: t('In 15 minutes'), value: '15min' },
      { label: t('In 24 hours'), value: '24h' },
      {
        label: t('When it is no longer used'),
        description: row.key.expires_at
          ? t('watched by its last use, at its expiry at the latest')
          : t('watched by its last use'),
        value: 'when-unused',
      },
      {
        label: t('Now'),
        description: t('as soon as the new key is proven and placed'),
        value: 'now',
      },
    ],
    { title, placeHolder: t('When does the old key {0} end?', keyLabel(row)) },
  );
}
