import { ApiError } from '../../client/apiError.ts';
import { conclude } from '../drive/conclude.ts';
import type { Grace } from '../journal/entry.ts';
import { recognisable } from '../model/expiry.ts';
import { scopeField, scopeList } from './issue.ts';
import type { Outcome } from '../drive/outcome.ts';
import { expiryFor, oldKeyOf, pending, type RotateRequest } from './rotation.ts';
import type { LifecycleContext } from '../context.ts';
import type { Run } from '../steps/run.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { start, type OperationOptions } from '../drive/start.ts';

export interface OverlapRequest extends RotateRequest {
  /** When the old key ends; left out = once the person says so (`retire`). */
  readonly grace?: Grace | undefined;
}

/**
 * Makes a second key of the same kind, keeps and proves it, rewrites the placements, and ends the
 * old one later: `overlapping`, or `retired` when that was to be now. Nothing stops working on the
 * way; a proof that fails ends the new key and changes nothing (`closed`). `old-ended`: the server
 * says that there is nothing to replace any more.
 */
export async function rotateWithOverlap(
  lifecycle: LifecycleContext,
  wanted: OverlapRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  const { connectionId, workspaceId, key, grace } = wanted;
  const expiresAt = expiryFor(wanted, lifecycle.ports.serverTime(connectionId));
  if (expiresAt === undefined) return { kind: 'needs-expiry' };
  // A second key with full access is not made in passing; the server's own rotation inherits it.
  const scope = wanted.scope ?? (key.scope.length > 0 ? key.scope : undefined);
  if (scope === undefined) return { kind: 'needs-scope' };
  const serviceAccountId = wanted.serviceAccountId ?? key.service_account_id;
  const expires = recognisable(expiresAt);
  const run = await start(
    lifecycle,
    {
      operation: 'overlap',
      connectionId,
      workspaceId,
      request: {
        kind: 'create',
        body: { service_account_id: serviceAccountId, ...scopeField(scope), expires_at: expires },
      },
      expected: { serviceAccountId, scope: scopeList(scope), expiresAt: expires },
      agreedExpiresAt: expiresAt,
      old: oldKeyOf(key),
      places: wanted.places.map(pending),
      grace: grace ?? null,
    },
    options,
  );
  if ('kind' in run) return run;
  const refusal = await refuseEnded(run, key);
  if (!refusal) return conclude(run, options.progress);
  await lifecycle.journal.settle(run.lease);
  return refusal;
}

/**
 * The row that the person saw may be old. Who revoked the key meanwhile wants no successor of it. Asked when
 * the entry keeps every other window from this key; an operation that is resumed may have made its successor.
 */
async function refuseEnded(
  { access, lease, signal }: Run,
  { api_key_id: keyId, key_prefix: keyPrefix }: ApiKey,
): Promise<Outcome | undefined> {
  try {
    const rows = await access.keys.apiKeys(lease.entry.workspaceId, signal);
    const isThere = rows.some((row) => row.api_key_id === keyId && row.revoked_at === null);
    return isThere ? undefined : { kind: 'old-ended', keyPrefix };
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'not-sent', error };
    throw error;
  }
}
