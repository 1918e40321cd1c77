import { need, type Run, type Turn } from '../drive/run.ts';
import { ensureCopy } from './regain.ts';

/** kept → the end of an issue: once the vault's disk has it, the sealed copy may go. */
export async function finishIssue(run: Run): Promise<Turn> {
  const { room, held } = run;
  if (held.entry.copy === 'vault') {
    const secret = await ensureCopy(run);
    // The machine forgot it after it had been kept. Somebody may be using it: it is not touched.
    if (!secret) tellMissing(run);
    await room.strongbox.flushed();
  }
  return { kind: 'end', ending: { kind: 'done' } };
}

/** placed → the end of a rotation: the server ended the old key long ago, its copy goes last. */
export async function finishRotation(run: Run): Promise<Turn> {
  const { room, held } = run;
  const { connectionId, old, copy } = held.entry;
  if (copy === 'vault') {
    if (!(await ensureCopy(run))) tellMissing(run);
    await room.strongbox.flushed();
  }
  await room.copies.letGo(connectionId, need(old, 'old key').keyId);
  return { kind: 'end', ending: { kind: 'done' } };
}

function tellMissing({ room, held }: Run): void {
  room.ports.notify({ kind: 'copies-missing', keyIds: [need(held.entry.issued, 'key').keyId] });
}
