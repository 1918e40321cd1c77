import { t } from '@vscode/l10n';

/** `a`, `a or b`, `a, b or c`, as each language says it; `''` for an empty list. */
export function anyOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('{0} or {1}', names.slice(0, -1).join(', '), last);
}
