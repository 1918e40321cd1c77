import { t } from '@vscode/l10n';
import { UserFacingError } from '../errors.ts';
import { apiKeyScopes } from '../../wire/scopes.ts';
import { fullAccess, isKnownScope } from './scopes.ts';

/** The scopes that a key with these can lend: its own; full access is every scope by name. */
export function lendableScopes(own: readonly string[]): readonly string[] {
  return fullAccess(own) ? apiKeyScopes : own.filter(isKnownScope);
}

/**
 * The scopes of a loan, in the server's order. At least one: none at all would be full access.
 * @throws UserFacingError for none, and for one that the lending key does not have
 */
export function narrowerScope(own: readonly string[], wanted: readonly string[]): string[] {
  const lendable = lendableScopes(own);
  const foreign = wanted.find((scope) => !lendable.includes(scope));
  if (foreign !== undefined) {
    throw new UserFacingError(
      t('The key cannot lend {0}: it does not have that scope itself.', foreign),
    );
  }
  if (wanted.length === 0) {
    throw new UserFacingError(
      t('A loan needs at least one scope: without one it would have full access.'),
    );
  }
  return lendable.filter((scope) => wanted.includes(scope));
}
