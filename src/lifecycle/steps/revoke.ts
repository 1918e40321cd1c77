import { ApiError } from '../../client/apiError.ts';
import { note } from './ledgerNote.ts';
import type { Run, StepResult } from './run.ts';
import { waitAfter } from './endKey.ts';

/** asked → revoked. Whatever became of an attempt, it may be repeated: the first one counts. */
export async function askToRevoke(run: Run): Promise<StepResult> {
  const { access, lease } = run;
  const { id, workspaceId } = lease.entry;
  try {
    // Not the person's signal: this is only stopped before it begins.
    await access.keys.revokeApiKey(workspaceId, revokedKey(run), { idempotencyKey: id });
  } catch (error) {
    const isRefused =
      error instanceof ApiError && error.kind === 'refused' && isFinal(error.status ?? 0);
    if (isRefused && !run.unclear && !error.mayHaveCommitted) {
      return { kind: 'end', ending: { kind: 'refused', error } };
    }
    if (isRefused && error.code === 'api_key_not_found') {
      return { kind: 'advance', to: 'revoked' };
    }
    return waitAfter(error);
  }
  return { kind: 'advance', to: 'revoked' };
}

function isFinal(status: number): boolean {
  return status < 500 && status !== 429;
}

/** revoked → the end: nothing that holds its value is current any more. */
export async function finishRevoke(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const keyId = revokedKey(run);
  await lifecycle.placements.markAllLeftover(lease.entry.connectionId, keyId);
  await note(run, 'revoke', { keyId, keyPrefix: lease.entry.old?.keyPrefix ?? null });
  return { kind: 'end', ending: { kind: 'done' } };
}

function revokedKey({ lease }: Run): string {
  if (lease.entry.request.kind !== 'revoke') throw new Error('This entry does not revoke a key.');
  return lease.entry.request.keyId;
}
