import type { ApiError } from '../../client/apiError.ts';
import { sameInstant, sameScope } from './judgeResponse.ts';
import { requestKey } from './requestKey.ts';
import type { Entry } from '../journal/entry.ts';
import { note } from './ledgerNote.ts';
import { need, type Run, type StepResult } from './run.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { noteOf } from './askForKey.ts';
import { endKey } from './endKey.ts';

/**
 * asked → lent: the secret goes to who asked for it, and is sealed, stored and written nowhere. A
 * loan whose secret went astray, or that nobody waits for any more, is ended instead.
 */
export async function askForLoan(run: Run): Promise<StepResult> {
  // Taken up again: whoever wanted to borrow is gone.
  if (run.unclear) return end(null, 'given-up');
  const answer = await requestKey(run);
  switch (answer.kind) {
    case 'secret': {
      const issued = noteOf(answer.key);
      if (!isAsNarrow(answer.key, run.lease.entry)) return end(issued, 'not-as-asked');
      run.secret = answer.secret;
      const { loan } = run.lease.entry;
      await note(run, 'lend', issued, loan ? `${loan.borrower}, from ${loan.fromKeyId}` : null);
      return { kind: 'advance', to: 'lent', changes: { issued } };
    }
    case 'replay':
      return end(noteOf(answer.key), 'secret-lost');
    case 'refused':
      return afterRefusal(run, answer.error);
    case 'unanswered':
      return afterSilence(run, answer.error);
  }
}

function afterRefusal({ unclear }: Run, error: ApiError): StepResult {
  const isDenied = error.status === 401 || error.status === 403;
  if (isDenied && unclear) return { kind: 'wait', for: 'permission', error };
  return { kind: 'end', ending: { kind: 'refused', error } };
}

function afterSilence({ unclear, signal }: Run, error: ApiError | undefined): StepResult {
  if (!unclear) return { kind: 'end', ending: { kind: 'not-sent', error } };
  return end(null, signal?.aborted ? 'given-up' : 'secret-lost');
}

function end(
  issued: Entry['issued'],
  because: 'given-up' | 'secret-lost' | 'not-as-asked',
): StepResult & { kind: 'close' } {
  return { kind: 'close', step: issued ? 'named' : 'closing', because, issued };
}

/** A key that lives longer or may do more than was asked for is no loan, whatever made it so. */
function isAsNarrow(key: ApiKey, { expected, loan }: Entry): boolean {
  const isAsked = sameInstant(key.expires_at, expected.expiresAt);
  return isAsked && sameScope(key.scope, expected.scope) && isAsShort(key, loan?.minutes);
}

/**
 * The server names both ends of a life by its own clock: asked for by a clock that is ahead, of which
 * no answer told, the loan would live longer than anybody agreed to.
 */
function isAsShort({ created_at, expires_at }: ApiKey, minutes: number | undefined): boolean {
  if (minutes === undefined || expires_at === null) return true;
  return Date.parse(expires_at) - Date.parse(created_at) <= (minutes + 1) * 60_000;
}

/** lent → ended. Only who ends the loan comes here: its window, or another one after that is gone. */
export async function endLoan(run: Run): Promise<StepResult> {
  const { keyId } = need(run.lease.entry.issued, 'key');
  return (await endKey(run, keyId, 'loan')) ?? { kind: 'advance', to: 'ended' };
}

/** ended → the end: nothing of it was kept on this machine. */
export async function finishLoan(run: Run): Promise<StepResult> {
  await note(run, 'loan-end');
  return { kind: 'end', ending: { kind: 'done' } };
}
