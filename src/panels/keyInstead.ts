import { ApiError } from '../client/apiError.ts';
import { namesIn } from '../client/explain/row.ts';
import { grants, isKnownScope } from '../domain/keys/scopes.ts';
import { heldKeys } from '../editor/keys/heldKeys.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import type { ApiKeyScope } from '../wire/scopes.ts';

/** A key of this editor that may do what another one was refused for, and the scope it was refused for. */
export interface KeyInstead {
  readonly row: KeyRow;
  /** `undefined` where the key itself was refused, not what it wanted. */
  readonly scope: ApiKeyScope | undefined;
}

/**
 * Another key that is held here and would do: cheaper than to rotate the refused one, which ends its
 * value everywhere. @param needs what is done, where the refusal does not say it
 */
export function keyInstead(
  error: unknown,
  rows: readonly KeyRow[],
  refused: string,
  needs: ApiKeyScope | undefined,
): KeyInstead | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const lacks = error.code === 'workspace_api_key_scope_denied';
  const isDead = error.status === 401 && /API key/.test(error.reason);
  if (!lacks && !isDead) return undefined;
  const named = lacks ? namesIn(error, 'required_scopes').filter(isKnownScope) : [];
  const scopes = named.length > 0 ? named : needs === undefined ? [] : [needs];
  const row = heldKeys(rows).find(
    ({ key }) => key.api_key_id !== refused && scopes.every((scope) => grants(key.scope, scope)),
  );
  return row && { row, scope: lacks ? scopes[0] : undefined };
}
