import { need, type Run, type StepResult } from './run.ts';
import { tellLeftCopies } from './leftCopies.ts';
import { tellLostSecret } from './waitIfShown.ts';
import { ensureCopy } from './newSecret.ts';
import { missingCopies } from './secondCopies.ts';

/** kept → the end of an issue: once the vault's disk has it, the sealed copy may go. */
export async function finishIssue(run: Run): Promise<StepResult> {
  return end(run, await awaitDisk(run));
}

/** placed → the end of a rotation: the server ended the old key long ago, its copy goes last. */
export async function finishRotation(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const isThere = await awaitDisk(run);
  await lifecycle.copies.letGo(lease.entry.connectionId, need(lease.entry.old, 'old key').keyId);
  const ended = await end(run, isThere);
  if (ended.kind === 'end') await tellLeftCopies(run);
  return ended;
}

/**
 * Whether the new secret is where it was kept. Somebody may be using a key whose secret the machine
 * forgot afterwards: it is told of, and not touched.
 */
async function awaitDisk(run: Run): Promise<boolean> {
  const { lifecycle, lease } = run;
  if (lease.entry.copy !== 'vault') return true;
  const secret = await ensureCopy(run);
  if (!secret) await tellLostSecret(run);
  await lifecycle.strongbox.flushed();
  return secret !== undefined;
}

/** The seal stays in the journal until the second copies are made, or the person does without them. */
async function end(run: Run, isThere: boolean): Promise<StepResult> {
  const waits = await missingCopies(run);
  if (waits) return waits;
  return { kind: 'end', ending: { kind: 'done', ...(isThere ? {} : { secretGone: true }) } };
}
