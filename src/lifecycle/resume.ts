import type { Secret } from '../domain/secret.ts';
import type { Entry } from './entry.ts';
import type { NotStarted } from './outcome.ts';
import type { Room } from './room.ts';
import type { Run } from './run.ts';

/** An entry from the journal, taken over by this window as if it had begun it. */
export async function resume(room: Room, entry: Entry, secret?: Secret): Promise<Run | NotStarted> {
  const reached = await room.ports.reach(entry.connectionId);
  if (!reached) return { kind: 'not-connected' };
  const held = await room.journal.claim(entry.id);
  if (!held) return { kind: 'busy', operation: entry.operation, operationId: entry.id };
  const { step, unclear } = held.entry;
  return {
    room,
    held,
    reached,
    secret,
    unclear: unclear || step === 'asked' || step === 'closing',
    signal: undefined,
  };
}

export async function findEntry(
  room: Room,
  wanted: (entry: Entry) => boolean,
): Promise<Entry | undefined> {
  return (await room.journal.find()).entries.find(wanted);
}
