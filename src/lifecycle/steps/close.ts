import { requestKey } from './requestKey.ts';
import { note } from './ledgerNote.ts';
import { need, type Run, type StepResult } from './run.ts';
import { noteOf } from './askForKey.ts';
import { endKey } from './endKey.ts';

/**
 * closing → named: which key did the request that was given up make? Asked with its own idempotency
 * key: the answer names it, or makes it now, and a late duplicate only meets the server's record.
 */
export async function nameTheKey(run: Run): Promise<StepResult> {
  const { request, lost } = run.lease.entry;
  if (request.kind === 'rotate') {
    const rows = await run.access.keys.apiKeys(run.lease.entry.workspaceId);
    if (rows.find((row) => row.api_key_id === request.keyId)?.revoked_at === null) {
      const orphan = lost.at(-1);
      // A key whose secret was lost is ours to end. Any other may be in use: replaying would carry
      // out the very rotation that was given up.
      return orphan?.keyId === request.keyId
        ? { kind: 'advance', to: 'named', changes: { issued: orphan } }
        : { kind: 'end', ending: { kind: 'not-sent', error: undefined } };
    }
  }
  const answer = await requestKey({ ...run, unclear: true, signal: undefined });
  switch (answer.kind) {
    case 'secret':
    case 'replay':
      return { kind: 'advance', to: 'named', changes: { issued: noteOf(answer.key) } };
    case 'refused': {
      const { error } = answer;
      const isDenied = error.status === 401 || error.status === 403;
      if (isDenied) return { kind: 'wait', for: 'permission', error };
      return { kind: 'end', ending: { kind: 'refused', error } };
    }
    case 'unanswered':
      return { kind: 'wait', for: 'server', ...(answer.error ? { error: answer.error } : {}) };
  }
}

/** named → ended: the key ends, so that it is not one that nobody owns. */
export async function endTheKey(run: Run): Promise<StepResult> {
  const { keyId } = need(run.lease.entry.issued, 'key');
  return (await endKey(run, keyId, 'close')) ?? { kind: 'advance', to: 'ended' };
}

/** ended → the end. A rotation that was closed leaves the old placements dead, too. */
export async function finishClose(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const { connectionId, was, old, because } = lease.entry;
  const { keyId } = need(lease.entry.issued, 'key');
  await lifecycle.copies.letGo(connectionId, keyId);
  // A second copy of it is of no use to anybody.
  await lifecycle.placements.markAllLeftover(connectionId, keyId);
  if (was === 'rotate' && old) await lifecycle.placements.markAllStale(connectionId, old.keyId);
  await note(run, because === 'secret-lost' ? 'lost' : 'give-up');
  lifecycle.ports.notify({ kind: 'ended-unowned', keyId, because: need(because, 'reason') });
  return { kind: 'end', ending: { kind: 'done' } };
}
