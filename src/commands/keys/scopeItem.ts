import { t } from '@vscode/l10n';
import { describeScope, likeEveryKey } from '../../domain/keys/scopes.ts';

/**
 * A scope as a line of a picker: what it opens beside its name, and below it what no scope keeps a key
 * from. A placeholder or a longer line would be cut.
 *
 * @param note what is worth knowing of this scope here
 */
export function scopeItem<S extends string>(scope: S, note?: string) {
  const opens = describeScope(scope);
  return {
    label: scope,
    description: note === undefined ? opens : t('{0} ({1})', opens, note),
    detail: likeEveryKey,
    value: scope,
  };
}
