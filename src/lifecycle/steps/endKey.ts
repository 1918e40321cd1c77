import { ApiError } from '../../client/apiError.ts';
import type { Run, Wait } from './run.ts';

/**
 * Revokes a key under an idempotency key derived from the entry, so that it may be repeated at will
 * (docs/contract.md, Revocation: revoking again is fine). `undefined` = it has ended; else what to
 * wait for.
 */
export async function endKey(
  { access, lease }: Run,
  keyId: string,
  why: 'retire' | 'revoke' | 'close' | 'loan',
): Promise<Wait | undefined> {
  const { id, workspaceId } = lease.entry;
  try {
    await access.keys.revokeApiKey(workspaceId, keyId, { idempotencyKey: `${id}:${why}` });
    return undefined;
  } catch (error) {
    // A key that the server does not know cannot be used either.
    if (error instanceof ApiError && error.code === 'api_key_not_found') return undefined;
    return waitAfter(error);
  }
}

/** A call that is repeated later, whatever became of it. */
export function waitAfter(error: unknown): Wait {
  if (!(error instanceof ApiError)) throw error;
  const isDenied = error.kind === 'refused' && (error.status === 401 || error.status === 403);
  return { kind: 'wait', for: isDenied ? 'permission' : 'server', error };
}
