import { conclude } from '../drive/conclude.ts';
import { isExpired, recognisable } from '../model/expiry.ts';
import { scopeField, scopeList } from './issue.ts';
import type { Outcome } from '../drive/outcome.ts';
import { rotateWithOverlap } from './overlap.ts';
import { expiryFor, oldKeyOf, pending, type RotateRequest } from './rotation.ts';
import type { LifecycleContext } from '../context.ts';
import { start, type OperationOptions } from '../drive/start.ts';

/**
 * The server's own rotation: the old secret dies at once, and the placements are rewritten as fast
 * as possible: `rotated`. An expired key cannot be rotated; it is replaced by a new one and ended:
 * `retired`.
 */
export async function rotate(
  lifecycle: LifecycleContext,
  wanted: RotateRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  const { connectionId, workspaceId, key, scope, serviceAccountId } = wanted;
  const now = lifecycle.ports.serverTime(connectionId);
  if (isExpired(key, now))
    return rotateWithOverlap(lifecycle, { ...wanted, grace: 'now' }, options);

  const expiresAt = expiryFor(wanted, now);
  if (expiresAt === undefined) return { kind: 'needs-expiry' };
  const expires = recognisable(expiresAt);
  const run = await start(
    lifecycle,
    {
      operation: 'rotate',
      connectionId,
      workspaceId,
      request: {
        kind: 'rotate',
        keyId: key.api_key_id,
        body: {
          ...(serviceAccountId === undefined ? {} : { service_account_id: serviceAccountId }),
          ...(scope ? scopeField(scope) : {}),
          // Never left out: the server would inherit it verbatim, even one that is past
          // (docs/contract.md, Rotation).
          expires_at: expires,
        },
      },
      expected: {
        serviceAccountId: serviceAccountId ?? key.service_account_id,
        scope: scope ? scopeList(scope) : key.scope,
        expiresAt: expires,
      },
      agreedExpiresAt: expiresAt,
      old: oldKeyOf(key),
      places: wanted.places.map(pending),
    },
    options,
  );
  return 'kind' in run ? run : conclude(run, options.progress);
}
