import { t } from '@vscode/l10n';
import type { EnvRefusal } from './transaction.ts';

/**
 * What a person is told of a write that was refused: that nothing was written only where that is so.
 *
 * @param name the file as the person knows it
 */
export function refusalText(name: string, refusal: EnvRefusal): string {
  return mayBeWritten(refusal)
    ? t('{0}: {1}', name, refusal.sentence)
    : t('Nothing was written. {0}', refusal.sentence);
}

/** Whether the file may hold the value, or a part of it, all the same. */
export function mayBeWritten(refusal: EnvRefusal): boolean {
  return 'mayBeWritten' in refusal;
}
