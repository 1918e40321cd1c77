import { t } from '@vscode/l10n';

/** Why one of very many is not answered; the system says it where the window does not come to it. */
export function askedTooMuch(): string {
  return t('Keyrail is asked too much at once in this window. Try it again.');
}
