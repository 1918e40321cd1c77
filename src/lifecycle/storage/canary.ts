import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Secret } from '../../domain/secrets/secret.ts';
import { isDiskError } from '../model/stateDisk.ts';
import { replaceDurably } from './durable.ts';
import type { Strongbox } from './strongbox.ts';
import { VaultError } from './checkedVault.ts';
import type { Ports } from '../model/ports.ts';
import { vaultNames } from './vaultNames.ts';

/**
 * Whether this machine keeps secrets over a restart of the application. `unproven`: no restart has
 * been seen yet; `forgets`: what an earlier session stored is gone; `unavailable`: the vault, or
 * the disk beside it, cannot be asked now.
 */
export type Persistence = 'proven' | 'unproven' | 'forgets' | 'unavailable';

/** Looks for the canary of an earlier session; plants one where there is none. */
export type CheckPersistence = () => Promise<Persistence>;

/**
 * The answer is remembered for this session, except `unavailable`. A canary that this very session
 * planted proves nothing: several windows share one memory.
 */
export function createPersistenceCheck(ports: Ports, strongbox: Strongbox): CheckPersistence {
  const { disk, window, folder, session } = ports;
  const path = join(folder, 'canary');
  let known: Promise<Persistence> | undefined;

  const plant = async () => {
    const id = randomUUID();
    await strongbox.put(vaultNames.canary(id), new Secret(randomBytes(16).toString('hex')));
    await strongbox.flushed();
    await disk.makeFolder(folder);
    await replaceDurably(disk, window, path, `${id}\n${session}`);
  };

  const look = async (): Promise<Persistence> => {
    const [id, plantedBy] = (await disk.read(path))?.split('\n') ?? [];
    if (id === undefined || plantedBy === undefined) {
      await plant();
      return 'unproven';
    }
    if (plantedBy === session) return 'unproven';
    if (await strongbox.get(vaultNames.canary(id))) return 'proven';
    await plant();
    return 'forgets';
  };

  return async () => {
    known ??= look();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      if (error instanceof VaultError || isDiskError(error)) return 'unavailable';
      throw error;
    }
  };
}

/** Takes the canary out again, so that its absence is not mistaken for a machine that forgets. */
export async function removeCanary({ disk, folder }: Ports, strongbox: Strongbox): Promise<void> {
  const path = join(folder, 'canary');
  const [id] = (await disk.read(path))?.split('\n') ?? [];
  await disk.remove(path);
  if (id !== undefined) await strongbox.remove(vaultNames.canary(id));
}
