import { t } from '@vscode/l10n';

/** `in 12 d` → `in 12 days`: a screen reader would spell the unit. */
export function spoken(text: string): string {
  return text.replace(/\b(\d+) (y|d|h|min)\b/g, (_, count: string, unit: string) => {
    const isOne = count === '1';
    switch (unit) {
      case 'y':
        return t('{0} years', count);
      case 'd':
        return isOne ? t('1 day') : t('{0} days', count);
      case 'h':
        return isOne ? t('1 hour') : t('{0} hours', count);
      default:
        return isOne ? t('1 minute') : t('{0} minutes', count);
    }
  });
}
