import type { ApiKey } from '../../wire/apiKeys.ts';
import { conclude } from '../drive/conclude.ts';
import type { Outcome } from '../drive/outcome.ts';
import type { LifecycleContext } from '../context.ts';
import { oldKeyOf } from './rotation.ts';
import { start, type OperationOptions } from '../drive/start.ts';

export interface RevokeRequest {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly key: ApiKey;
}

/**
 * Ends a key, at once and for good: `revoked`. The local copy and the `.env` lines stay until the
 * person lets them go; their placements count as stale.
 */
export async function revoke(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, key }: RevokeRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  if (options.signal?.aborted) return { kind: 'nothing-to-do' };
  const run = await start(
    lifecycle,
    {
      operation: 'revoke',
      connectionId,
      workspaceId,
      request: { kind: 'revoke', keyId: key.api_key_id },
      expected: {
        serviceAccountId: key.service_account_id,
        scope: key.scope,
        expiresAt: key.expires_at,
      },
      agreedExpiresAt: key.expires_at,
      old: oldKeyOf(key),
    },
    options,
  );
  return 'kind' in run ? run : conclude(run, options.progress);
}
