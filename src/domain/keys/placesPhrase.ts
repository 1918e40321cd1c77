import { t } from '@vscode/l10n';
import type { KeyRowFacts } from './keyFacts.ts';

/**
 * Where the value of a key stands, in as few words as a row has room for: `.env`, `3 places`. What
 * holds an earlier value needs a hand, so it is said instead.
 */
export function placesPhrase(placements: KeyRowFacts['placements']): string | undefined {
  const old = placements.filter(({ current }) => !current);
  const [only, ...others] = old.length > 0 ? old : placements;
  if (only === undefined) return undefined;
  if (old.length > 0) {
    return others.length === 0
      ? t('old value in {0}', fileOf(only.where))
      : t('old value in {0} places', old.length);
  }
  return others.length === 0 ? fileOf(only.where) : t('{0} places', placements.length);
}

/** Without the line or the variable, which the row's own rows say. */
function fileOf(where: string): string {
  return where.replace(/(:\d+|, [\w-]+)$/, '');
}
