import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { timeOrDate } from '../../domain/text/relativeTime.ts';
import type { KeyList } from './keyList.ts';
import type { Snapshot } from './snapshot.ts';

export const refresh: Remedy = { label: t('Refresh'), command: 'keyrail.refresh' };

/** Why the list could not be read when it was last asked for; nothing where it was. */
export function notListed({ freshness }: Snapshot): UserFacingError | undefined {
  return 'because' in freshness ? new UserFacingError(freshness.because, [refresh]) : undefined;
}

/** @throws UserFacingError why there are no rows, where they could not be listed: nobody knows of none */
export function requireListed(snapshot: Snapshot): void {
  const failure = notListed(snapshot);
  if (failure && snapshot.keys.length === 0) throw failure;
}

/**
 * Asks a server again that was away when it was last asked: whoever is to answer questions first had
 * better hear of it before them. @throws UserFacingError where it is away still
 */
export async function requireReachable(
  keyList: Pick<KeyList, 'snapshot' | 'refresh'>,
): Promise<void> {
  if (keyList.snapshot.freshness.kind !== 'stale') return;
  await keyList.refresh();
  const failure = notListed(keyList.snapshot);
  if (failure) throw failure;
}

/** Since when the rows are known that could not be listed just now; nothing to say of fresh ones. */
export function sinceWhen({ freshness }: Snapshot): readonly string[] {
  if (freshness.kind !== 'stale') return [];
  const since = timeOrDate(freshness.since, new Date());
  return [t('These are the keys as of {0}. {1}', since, freshness.because)];
}
