import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { isDiskError } from '../model/stateDisk.ts';
import type { Entry } from '../journal/entry.ts';
import type { Lease } from '../journal/lease.ts';
import type { NotStarted } from './outcome.ts';
import type { ServerAccess } from '../model/ports.ts';
import type { LifecycleContext } from '../context.ts';
import type { Run } from '../steps/run.ts';

/** An entry from the journal, taken over by this window as if it had begun it. */
export async function resume(
  lifecycle: LifecycleContext,
  entry: Entry,
  { secret, signal }: { readonly secret?: Secret; readonly signal?: AbortSignal | undefined } = {},
): Promise<Run | NotStarted> {
  const access = await reachQuietly(lifecycle, entry.connectionId);
  if (!access) return { kind: 'not-connected' };
  const lease = await claim(lifecycle, entry.id);
  if (lease && 'kind' in lease) return lease;
  if (!lease) return { kind: 'busy', operation: entry.operation, operationId: entry.id };
  const { step, unclear } = lease.entry;
  return {
    lifecycle,
    lease,
    access,
    secret,
    unclear: unclear || step === 'asked' || step === 'closing',
    signal,
  };
}

async function claim(
  lifecycle: LifecycleContext,
  id: string,
): Promise<Lease | NotStarted | undefined> {
  try {
    return await lifecycle.journal.claim(id);
  } catch (error) {
    if (isDiskError(error)) return { kind: 'journal-unwritable', reason: error.message };
    throw error;
  }
}

/** A connection that cannot be opened now is one more thing to wait for. */
export async function reachQuietly(
  lifecycle: LifecycleContext,
  connectionId: string,
): Promise<ServerAccess | undefined> {
  try {
    return await lifecycle.ports.openAccess(connectionId);
  } catch (error) {
    if (error instanceof UserFacingError) return undefined;
    throw error;
  }
}

export async function findEntry(
  lifecycle: LifecycleContext,
  wanted: (entry: Entry) => boolean,
): Promise<Entry | undefined> {
  return (await lifecycle.journal.find()).entries.find(wanted);
}
