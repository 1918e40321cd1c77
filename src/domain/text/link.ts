import { t } from '@vscode/l10n';
import { UserFacingError } from '../errors.ts';
import { firstRunScope, isKnownScope } from '../keys/scopes.ts';
import type { ApiKeyScope } from '../../wire/scopes.ts';

/** What a link to Keyrail asks for. It comes from anywhere, so it only ever opens a prompt. */
export interface Link {
  readonly to: 'create' | 'playground';
  /** Ticked beforehand, never taken without a look; for `create` only. */
  readonly scopes: readonly ApiKeyScope[];
  /** A control-plane workspace's id or slug; `undefined`: wherever the person is. */
  readonly workspace: string | undefined;
}

/**
 * Reads `/create?scope=runs:write&workspace=…` and `/playground?workspace=…`; scopes may be repeated or
 * separated by commas. @throws UserFacingError for everything else, repeating nothing of it.
 */
export function parseLink(path: string, query: string): Link {
  const to = path.replace(/^\/|\/$/g, '');
  if (to !== 'create' && to !== 'playground')
    throw unknownLink(t('it goes to a place that Keyrail does not have'));
  const given = new URLSearchParams(query);
  const workspace = given.get('workspace') ?? undefined;
  if (workspace !== undefined && !/^[\w-]{1,128}$/.test(workspace)) {
    throw unknownLink(t('its control-plane workspace is not a name'));
  }
  const scopes = given
    .getAll('scope')
    .flatMap((list) => list.split(','))
    .map((scope) => scope.trim());
  const known = [...new Set(scopes.filter(isKnownScope))];
  if (known.length < new Set(scopes).size)
    throw unknownLink(t('it asks for a scope that does not exist'));
  return { to, scopes: known.length > 0 ? known : [firstRunScope], workspace };
}

function unknownLink(because: string): UserFacingError {
  return new UserFacingError(t('This link cannot be opened: {0}. Nothing was done.', because));
}
