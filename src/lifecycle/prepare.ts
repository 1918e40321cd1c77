import type { Persistence } from './canary.ts';
import type { Room } from './room.ts';

/**
 * What takes time before a first key can be made (the vault is checked, a key for sealing and the
 * canary get to its disk), to be done while a command's prompts are open. @throws VaultError
 */
export async function prepare(room: Room): Promise<Persistence> {
  await room.strongbox.prepare();
  return room.checkPersistence();
}
