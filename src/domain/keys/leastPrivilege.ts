import { t } from '@vscode/l10n';
import { absoluteTime } from '../text/relativeTime.ts';
import type { KeyRowFacts } from './keyFacts.ts';
import { isUsable } from './keyStatus.ts';
import { rotationWindow } from './rotationWindow.ts';
import { fullAccess } from './scopes.ts';

/** What this editor saw of one scope of a key; others may have used it unseen. */
export interface ScopeUse {
  readonly scope: string;
  /** The last time a call that needs it was accepted, ISO time; `null` = not through this editor. */
  readonly usedAt: string | null;
  /** The last time such a call was refused for lack of it. */
  readonly refusedAt: string | null;
}

/** More rights than a key was seen to need. */
export interface Excess {
  readonly kind: 'full-access' | 'unused-scopes';
  /** Not used through this editor in the rotation window; empty for full access. */
  readonly unused: readonly string[];
  /** Used through this editor: what a narrower key would keep. */
  readonly used: readonly string[];
}

/**
 * Whether a live key should be rotated into fewer scopes. Full access is always too much. Scopes are
 * judged when the rotation window nears its end, and only for a key that this editor has used: of one
 * that only others use, nothing is known here.
 */
export function excessOf(row: KeyRowFacts, now: Date): Excess | undefined {
  const { key, status, retiring, rotationWindowDays } = row;
  if (!isUsable(status) || retiring !== undefined) return undefined;
  const used = usedScopes(row);
  if (fullAccess(key.scope)) return { kind: 'full-access', unused: [], used };
  const unused = key.scope.filter((scope) => !used.includes(scope));
  const window = rotationWindow(key.created_at, rotationWindowDays, now);
  const isTime = window?.state === 'due' || window?.state === 'overdue';
  return isTime && unused.length > 0 && unused.length < key.scope.length
    ? { kind: 'unused-scopes', unused, used }
    : undefined;
}

/** Scopes of this key that calls through this editor were accepted for. */
export function usedScopes({ scopeUse = [] }: Pick<KeyRowFacts, 'scopeUse'>): string[] {
  return scopeUse.filter(({ usedAt }) => usedAt !== null).map(({ scope }) => scope);
}

/** What is known and what is not, and the way out. */
export function excessSentence(row: KeyRowFacts, { kind, unused, used }: Excess): string {
  if (kind === 'full-access') {
    return used.length === 0
      ? t('It may do everything. Rotate it with fewer scopes.')
      : t(
          'It may do everything, and was seen to need {0} only. Rotate it with fewer scopes.',
          used.join(', '),
        );
  }
  const last = row.key.last_used_at;
  return last === null
    ? t('{0} was not used through this editor. Rotate it with fewer scopes.', unused.join(', '))
    : t(
        '{0} was not used through this editor. Others may have used it: the control plane only says that the key was last used {1}. Rotate it with fewer scopes.',
        unused.join(', '),
        absoluteTime(last),
      );
}
