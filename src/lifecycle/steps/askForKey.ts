import type { ApiError } from '../../client/apiError.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { requestKey } from './requestKey.ts';
import type { Entry, IssuedKeyNote } from '../journal/entry.ts';
import { isLive } from '../model/expiry.ts';
import type { Run, StepResult } from './run.ts';
import { seal } from '../storage/seal.ts';
import { replaceLost } from './replaceLost.ts';

/** asked → answered: the secret, the moment it arrives, is sealed into the journal. */
export async function askForKey(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  // Before the request, always: without a place for the secret no key may come into being.
  const escrow = await lifecycle.strongbox.prepare();
  const answer = await requestKey(run);
  switch (answer.kind) {
    case 'secret': {
      run.secret = answer.secret;
      const issued = noteOf(answer.key);
      const sealed = seal(answer.secret, escrow, sealName(lease.entry, issued));
      return { kind: 'advance', to: 'answered', changes: { issued, sealed } };
    }
    case 'replay':
      return afterReplay(run, answer.key);
    case 'refused':
      return afterRefusal(run, answer.error);
    case 'unanswered':
      return afterSilence(run, answer.error);
  }
}

/** What the seal of an entry is bound to. */
export function sealName(entry: Entry, issued: IssuedKeyNote): string {
  return `${entry.id} ${issued.keyId}`;
}

export function noteOf(key: ApiKey): IssuedKeyNote {
  return { keyId: key.api_key_id, keyPrefix: key.key_prefix, expiresAt: key.expires_at };
}

/** The key exists, but this answer does not carry its secret. Most of the time it is lost. */
async function afterReplay({ lifecycle, lease }: Run, key: ApiKey): Promise<StepResult> {
  const { connectionId, id, operation, old } = lease.entry;
  const issued = noteOf(key);

  // Kept already, when the journal could not be written any more after the answer.
  const marker = await lifecycle.copies.marker(connectionId, key.api_key_id);
  if (marker?.operationId === id) {
    const copy = await lifecycle.copies.read(connectionId, key.api_key_id);
    if (copy?.keyPrefix === key.key_prefix) {
      return { kind: 'advance', to: 'kept', changes: { issued, copy: 'vault' } };
    }
  }
  const { entries } = await lifecycle.journal.find();
  const isReplaced = entries.some(
    ({ request }) => request.kind === 'rotate' && request.keyId === key.api_key_id,
  );
  if (isReplaced || !isLive(key, lifecycle.ports.serverTime(connectionId))) {
    // The operation that goes on with its successor registers the places that it rewrites.
    if (operation === 'rotate' && old)
      await lifecycle.placements.markAllStale(connectionId, old.keyId);
    return { kind: 'end', ending: { kind: 'superseded', keyId: key.api_key_id } };
  }
  return replaceLost(lease.entry, issued);
}

function afterRefusal({ lease, unclear }: Run, error: ApiError): StepResult {
  const { request, lost } = lease.entry;
  const isDenied = error.status === 401 || error.status === 403;
  const orphan = lost.at(-1);
  if (isDenied && (unclear || orphan)) return { kind: 'wait', for: 'permission', error };
  if (orphan && request.kind === 'rotate' && request.keyId === orphan.keyId) {
    // The key whose secret was lost cannot be rotated either: it ends, so that it is nobody's.
    return { kind: 'close', step: 'named', because: 'secret-lost', issued: orphan };
  }
  return { kind: 'end', ending: { kind: 'refused', error } };
}

function afterSilence({ lease, signal, unclear }: Run, error: ApiError | undefined): StepResult {
  const { request, lost } = lease.entry;
  if (!unclear && lost.length === 0) return { kind: 'end', ending: { kind: 'not-sent', error } };
  // The person stopped it. A new key is not wanted then; a rotation has to be seen through, since
  // the old key may be dead already.
  if (signal?.aborted && request.kind === 'create') {
    return { kind: 'close', step: 'closing', because: 'given-up', issued: null };
  }
  return { kind: 'wait', for: 'server', ...(error ? { error } : {}) };
}
