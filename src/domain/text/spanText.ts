import { t } from '@vscode/l10n';

/** A span of time to wait, no shorter than it is: `40 s`, `5 min`, `3 h`, `2 d`. */
export function spanText(seconds: number): string {
  if (seconds <= 90) return t('{0} s', Math.ceil(seconds));
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return t('{0} min', minutes);
  const hours = Math.ceil(minutes / 60);
  return hours <= 48 ? t('{0} h', hours) : t('{0} d', Math.ceil(hours / 24));
}
