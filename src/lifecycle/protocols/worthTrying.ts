import { ApiError } from '../../client/apiError.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { LifecycleContext } from '../context.ts';
import { reachQuietly } from '../drive/resume.ts';
import type { Entry } from '../journal/entry.ts';

/** Nothing but an end can come of it: a panic above all must not wait behind other work. */
export function endsKeys({ operation, step }: Entry): boolean {
  const ends = ['panic', 'revoke', 'close', 'lend'].includes(operation);
  return ends || step === 'retiring' || step === 'retired';
}

/**
 * Whether a call of the management plane did not get through, so that the next one would not, either.
 * A refusal is about its own entry alone, and a proof asks the runtime plane.
 */
export function isOutOfReach(error: ApiError | undefined): boolean {
  if (!error?.path.startsWith('/saas/')) return false;
  return ['network', 'timeout', 'circuit-open'].includes(error.kind);
}

/** Whether a key of an overlap, whose old key waits for its end, was ended by something else. */
export async function hasEndedOtherwise(
  { step, waits, old, issued, connectionId, workspaceId }: Entry,
  lifecycle: LifecycleContext,
): Promise<boolean> {
  if (step !== 'retiring' || (waits !== 'due' && waits !== 'grace')) return false;
  const access = await reachQuietly(lifecycle, connectionId);
  if (!access) return false;
  try {
    const rows = await access.keys.apiKeys(workspaceId);
    const rowOf = (keyId: string | undefined) =>
      rows.find(({ api_key_id }) => api_key_id === keyId);
    const oldRow = rowOf(old?.keyId);
    const hasNewEnded = (rowOf(issued?.keyId)?.revoked_at ?? null) !== null;
    return oldRow === undefined || oldRow.revoked_at !== null || hasNewEnded;
  } catch (error) {
    // Not to be seen now: it waits on for its time.
    if (error instanceof ApiError || error instanceof UserFacingError) return false;
    throw error;
  }
}

/** Whether what an entry waits for may have come; what waits for a word of the person has to be told it. */
export function isWorthTrying(
  { waits, retirement, lease, issued, connectionId }: Entry,
  { ports }: LifecycleContext,
): boolean {
  const now = ports.serverTime(connectionId);
  switch (waits) {
    case 'loan':
      // Another window's is ended as soon as that is gone; until then its lease keeps us away.
      return lease?.window.id !== ports.window.id || !issued?.expiresAt || isPast(issued.expiresAt);
    case 'vault':
    case 'disk':
      // With our lease: its person is being asked where the secret goes.
      return lease?.window.id !== ports.window.id;
    // These begin with a word of the person; a program of theirs may ask them something.
    case 'paused':
    case 'grace':
    case 'second-copy':
      return false;
    case 'due':
      return retirement?.dueAt == null || isPast(retirement.dueAt);
    default:
      return true;
  }

  function isPast(time: string): boolean {
    return Date.parse(time) <= now.getTime();
  }
}
