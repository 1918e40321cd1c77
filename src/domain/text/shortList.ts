import { t } from '@vscode/l10n';

/** So many are named where nobody says how many. */
const mostNamed = 10;

/** `a; b`, and from a certain number on `a; b and 9,998 more`: a question of ten thousand names is read by nobody. */
export function shortList(names: readonly string[], separator = '; ', most = mostNamed): string {
  const named = names.slice(0, most).join(separator);
  const more = names.length - most;
  return more > 0 ? t('{0} and {1} more', named, more) : named;
}
