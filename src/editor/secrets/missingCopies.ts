import type { Room } from '../../lifecycle/room.ts';

/**
 * Tells the person which local copies this editor's key store no longer has. Reads every copy, so it
 * runs after the first answer of a server and never to draw a row.
 */
export async function tellMissingCopies(room: Room): Promise<void> {
  const { findMissingCopies, tellMissing } =
    await import('../../lifecycle/copies/missingCopies.ts');
  const found = await findMissingCopies(room.copies, room.checkPersistence);
  if (found.kind === 'known') await tellMissing(room.ports, found.missing);
}
