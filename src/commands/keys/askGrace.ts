import { pick } from '../../editor/prompts.ts';
import { keyLabel, type KeyRow } from '../../editor/keys/snapshot.ts';
import type { Grace } from '../../lifecycle/journal/entry.ts';

/** Asks when the old key of an overlap ends. @throws CancelledError */
export function askGrace(row: KeyRow, title: string): Promise<Grace> {
  const bound = row.key.expires_at ? `, at its expiry at the latest` : '';
  return pick<Grace>(
    [
      { label: 'In an hour', description: 'recommended', value: '1h' },
      { label: 'In 15 minutes', value: '15min' },
      { label: 'In 24 hours', value: '24h' },
      {
        label: 'When it is no longer used',
        description: `watched by its last use${bound}`,
        value: 'when-unused',
      },
      { label: 'Now', description: 'as soon as the new key is proven and placed', value: 'now' },
    ],
    { title, placeHolder: `When does the old key ${keyLabel(row)} end?` },
  );
}
