import { need, type Run, type Turn } from '../drive/run.ts';
import { tellMissed } from './missed.ts';
import { ensureCopy } from './regain.ts';

/** kept → the end of an issue: once the vault's disk has it, the sealed copy may go. */
export async function finishIssue(run: Run): Promise<Turn> {
  return end(await awaitDisk(run));
}

/** placed → the end of a rotation: the server ended the old key long ago, its copy goes last. */
export async function finishRotation(run: Run): Promise<Turn> {
  const { lifecycle, held } = run;
  const isThere = await awaitDisk(run);
  await lifecycle.copies.letGo(held.entry.connectionId, need(held.entry.old, 'old key').keyId);
  return end(isThere);
}

/**
 * Whether the new secret is where it was kept. Somebody may be using a key whose secret the machine
 * forgot afterwards: it is told of, and not touched.
 */
async function awaitDisk(run: Run): Promise<boolean> {
  const { lifecycle, held } = run;
  if (held.entry.copy !== 'vault') return true;
  const secret = await ensureCopy(run);
  if (!secret) await tellMissed(run);
  await lifecycle.strongbox.flushed();
  return secret !== undefined;
}

function end(isThere: boolean): Turn {
  return { kind: 'end', ending: { kind: 'done', ...(isThere ? {} : { secretGone: true }) } };
}
