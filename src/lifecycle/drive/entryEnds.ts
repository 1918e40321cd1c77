import { randomUUID } from 'node:crypto';
import { isDiskError } from '../model/stateDisk.ts';
import type { Entry } from '../journal/entry.ts';
import type { Ending, Run, StepResult } from '../steps/run.ts';

/** Takes an operation that is over out of the journal; a late commit of it is recognised by its tombstone. */
export async function settleEntry(
  { lifecycle, lease, unclear }: Run,
  ending: Ending,
): Promise<void> {
  const { entry } = lease;
  try {
    // Also after plain success: whoever stands between here and the server may have sent it twice.
    const isSureOfNone = ending.kind === 'refused' || ending.kind === 'not-sent';
    if (makesKey(entry) && !(isSureOfNone && !unclear && !entry.unclear)) {
      await lifecycle.tombstones.put(entry);
    }
    await lifecycle.journal.settle(lease);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    // It will be found again, and every step can be done twice.
    lifecycle.ports.notify({
      kind: 'journal-behind',
      operationId: entry.id,
      reason: error.message,
    });
    await lifecycle.journal.release(lease, 'disk');
  }
}

function makesKey({ request }: Entry): boolean {
  return request.kind === 'create' || request.kind === 'rotate';
}

/**
 * Goes on with another key, where the answer with the secret of the first was lost. The new entry is on
 * the disk before the old one goes; recovery knows the one from the other.
 */
export async function replaceEntry(
  run: Run,
  { lost, request }: StepResult & { kind: 'replace' },
): Promise<void> {
  const { lifecycle, lease } = run;
  const { ports, journal } = lifecycle;
  const before = lease.entry;
  const successor = await journal.begin({
    ...before,
    id: randomUUID(),
    step: 'asked',
    startedAt: ports.clock.now().toISOString(),
    request,
    expected: {
      ...before.expected,
      expiresAt: 'body' in request ? request.body.expires_at : null,
    },
    issued: null,
    sealed: null,
    copy: 'none',
    places: before.places.map(({ place }) => ({ place, state: 'pending' })),
    secondCopies: undefined,
    lost: [...before.lost, lost],
    unclear: false,
  });
  const ending: Ending = { kind: 'superseded', keyId: lost.keyId };
  await settleEntry({ ...run, lease: { ...lease, entry: { ...before, issued: lost } } }, ending);
  run.lease = successor;
  run.secret = undefined;
  run.unclear = false;
}
