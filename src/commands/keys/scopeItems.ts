import { t } from '@vscode/l10n';
import { describeScope, everyKeyMay } from '../../domain/keys/scopes.ts';

interface ToldOfScope {
  readonly picked: boolean;
  /** What is worth knowing of this scope here. */
  readonly note?: string | undefined;
}

/**
 * Scopes as lines of a picker: what each opens beside its name, and below the first what no scope keeps
 * a key from. A placeholder or a longer line would be cut.
 */
export function scopeItems<S extends string>(
  scopes: readonly S[],
  tell: (scope: S) => ToldOfScope,
) {
  return scopes.map((scope, index) => {
    const opens = describeScope(scope);
    const { picked, note } = tell(scope);
    return {
      label: scope,
      description: note === undefined ? opens : t('{0} ({1})', opens, note),
      ...(index === 0 ? { detail: everyKeyMay } : {}),
      value: scope,
      picked,
    };
  });
}
