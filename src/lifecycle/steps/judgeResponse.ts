import type { IssuedKey, RotatedKey } from '../../client/api/apiKeys.ts';
import type { Run } from './run.ts';

/** `doubted`: it does not look like what was asked for; `foreign`: certainly another request's. */
export type Verdict = 'believed' | 'doubted' | 'foreign';

/**
 * Whether an answer belongs to the request of this entry. A proxy may deliver another one, and a
 * secret that is kept under the wrong key is as good as lost. An answer that merely looks odd (a
 * server that shortens an expiry, say) is believed when the server names the same key again.
 */
export async function judge(
  answer: IssuedKey | RotatedKey,
  { lease, lifecycle }: Run,
  doubtedKeyId: string | undefined,
): Promise<Verdict> {
  const { request, expected, workspaceId, connectionId, id } = lease.entry;
  const key = answer.apiKey;

  if (key.workspace_id !== workspaceId) return 'foreign';
  if (request.kind === 'rotate') {
    const isOfThisRotation = 'previous' in answer && answer.previous.api_key_id === request.keyId;
    if (!isOfThisRotation || key.api_key_id === request.keyId) return 'foreign';
  }
  const marker = await lifecycle.copies.marker(connectionId, key.api_key_id);
  if (marker && marker.operationId !== id) return 'foreign';

  const looksRight =
    key.service_account_id === expected.serviceAccountId &&
    sameInstant(key.expires_at, expected.expiresAt) &&
    sameScope(key.scope, expected.scope);
  return looksRight || key.api_key_id === doubtedKeyId ? 'believed' : 'doubted';
}

export function sameInstant(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : Date.parse(a) === Date.parse(b);
}

export function sameScope(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((scope) => b.includes(scope));
}
