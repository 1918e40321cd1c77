import { t } from '@vscode/l10n';
import { hasUnseen } from '../../wire/shownText.ts';

/** A row is cut where it is narrow: what is longer hides when the key ends, and where it is. */
const longestName = 60;

/** Why a person's name for a key is not taken; `undefined` where it is. */
export function keyNameTrouble(name: string): string | undefined {
  if (name.trim().length > longestName) return t('Use at most 60 characters.');
  return hasUnseen(name) ? t('There is a sign in it that cannot be seen.') : undefined;
}
