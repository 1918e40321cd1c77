import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { timeOrDate } from '../../domain/text/relativeTime.ts';
import type { Snapshot } from './snapshot.ts';

/** @throws UserFacingError why there are no rows, where they could not be listed: nobody knows of none */
export function requireListed({ keys, freshness }: Snapshot): void {
  if (keys.length > 0 || !('because' in freshness)) return;
  throw new UserFacingError(freshness.because, [
    { label: t('Refresh'), command: 'keyrail.refresh' },
  ]);
}

/** Since when the rows are known that could not be listed just now; nothing to say of fresh ones. */
export function sinceWhen({ freshness }: Snapshot): readonly string[] {
  if (freshness.kind !== 'stale') return [];
  const since = timeOrDate(freshness.since, new Date());
  return [t('These are the keys as of {0}. {1}', since, freshness.because)];
}
