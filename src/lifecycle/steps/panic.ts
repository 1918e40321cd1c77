import { ApiError } from '../../client/apiError.ts';
import type { Run, StepResult, Wait } from './run.ts';
import type { PanickedKey } from '../journal/entry.ts';
import { record } from './ledgerNote.ts';
import { isDiskError } from '../model/stateDisk.ts';
import { VaultError } from '../storage/checkedVault.ts';
import { waitAfter } from './endKey.ts';

/** Calls under way at the same time. */
const atOnce = 4;

/** asked → wiped: the local copies go. A vault or disk that refuses must not keep a key alive. */
export async function wipeCopies(run: Run): Promise<StepResult> {
  const keys: PanickedKey[] = [];
  for (const key of keysOf(run)) keys.push(await wiped(run, key));
  return { kind: 'advance', to: 'wiped', changes: { keys } };
}

async function wiped({ lifecycle, lease }: Run, key: PanickedKey): Promise<PanickedKey> {
  if (key.copyGone) return key;
  try {
    await lifecycle.copies.letGo(lease.entry.connectionId, key.keyId);
    return { ...key, copyGone: true };
  } catch (error) {
    if (error instanceof VaultError || isDiskError(error)) return key;
    throw error;
  }
}

/** wiped → revoked: every key is tried, whatever became of another; those left are tried again later. */
export async function revokeAll(run: Run): Promise<StepResult> {
  const keys = [...keysOf(run)];
  const waits: Wait[] = [];
  const todo = keys.keys();
  const work = async () => {
    for (const index of todo) {
      const key = keys[index];
      if (!key || key.ended) continue;
      const wait = await endOne(run, key);
      if (wait) waits.push(wait);
      keys[index] = { ...key, ended: !wait, code: wait ? (wait.error?.code ?? wait.for) : null };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // What may be cured by waiting comes before what a person has to cure.
  const wait = waits.find((each) => each.for === 'server') ?? waits[0];
  return wait
    ? { ...wait, changes: { keys } }
    : { kind: 'advance', to: 'revoked', changes: { keys } };
}

async function endOne(
  { lifecycle, lease, access }: Run,
  { keyId, keyPrefix }: PanickedKey,
): Promise<Wait | undefined> {
  const { id, connectionId, workspaceId } = lease.entry;
  try {
    await access.keys.revokeApiKey(workspaceId, keyId, { idempotencyKey: `${id}:${keyId}` });
  } catch (error) {
    // A key that the server does not know cannot be used either.
    if (!(error instanceof ApiError && error.code === 'api_key_not_found')) return waitAfter(error);
  }
  try {
    await lifecycle.placements.markAllLeftover(connectionId, keyId);
  } catch (error) {
    // Ended again later, for the sake of the marks; the other keys do not wait for that.
    if (!isDiskError(error)) throw error;
    return { kind: 'wait', for: 'disk' };
  }
  const key = { connectionId, workspaceId, keyId, keyPrefix };
  await record(lifecycle, { kind: 'panic', ...key, operationId: id });
  return undefined;
}

/** revoked → the end: a vault that could not be asked before is asked again, until nothing is left. */
export async function finishPanic(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  for (const { keyId } of keysOf(run))
    await lifecycle.copies.letGo(lease.entry.connectionId, keyId);
  return { kind: 'end', ending: { kind: 'done' } };
}

function keysOf({ lease }: Run): readonly PanickedKey[] {
  if (!lease.entry.keys) throw new Error('A panic has keys.');
  return lease.entry.keys;
}
