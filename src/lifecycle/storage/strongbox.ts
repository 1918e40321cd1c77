import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Secret } from '../../domain/secrets/secret.ts';
import type { Ports } from '../model/ports.ts';
import { checkVault, type CheckedVault } from './checkedVault.ts';
import { replaceDurably } from './durable.ts';
import type { Escrow } from './seal.ts';
import { vaultNames } from './vaultNames.ts';

/** The vault with the key that seals what is not in it yet. */
export interface Strongbox extends CheckedVault {
  /**
   * Checks the vault and returns the key for sealing, which by then has been read back and has had
   * time to reach the disk. Cheap when it was done within the last minute; a command may call it
   * while its prompts are open. @throws VaultError, or what the disk throws
   */
  prepare(): Promise<Escrow>;
  /** The key an entry was sealed with; `undefined` when the vault lost it. @throws VaultError */
  escrow(id: string): Promise<Escrow | undefined>;
  /** Removes the key for sealing; the next `prepare` makes another. @throws VaultError */
  dissolve(): Promise<void>;
}

const checkedForMs = 60_000;

export function createStrongbox({ vault, disk, window, clock, folder }: Ports): Strongbox {
  const checkedVault = checkVault(vault);
  const { get, put, flushed, remove } = checkedVault;
  const path = join(folder, 'escrow');
  let checked: { readonly at: number; readonly escrow: Escrow } | undefined;

  const escrow = async (id: string): Promise<Escrow | undefined> => {
    const key = await get(vaultNames.escrow(id));
    return key && { id, key: createSecretKey(Buffer.from(key.reveal(), 'base64')) };
  };

  /** Every window may make one; the file names the one used from now on, entries name their own. */
  const make = async (): Promise<Escrow> => {
    const id = randomUUID();
    const bytes = randomBytes(32);
    await put(vaultNames.escrow(id), new Secret(bytes.toString('base64')));
    await flushed();
    await disk.makeFolder(folder);
    await replaceDurably(disk, window, path, id);
    return { id, key: createSecretKey(bytes) };
  };

  const probe = async () => {
    const name = vaultNames.probe(window.id);
    await put(name, new Secret(randomBytes(16).toString('hex')));
    await remove(name);
  };

  return {
    ...checkedVault,
    escrow,
    async prepare() {
      const now = clock.now().getTime();
      if (checked && now - checked.at < checkedForMs) return checked.escrow;
      checked = undefined;
      await probe();
      const id = await disk.read(path);
      const found = id === undefined ? undefined : await escrow(id);
      const ready = found ?? (await make());
      checked = { at: now, escrow: ready };
      return ready;
    },
    async dissolve() {
      checked = undefined;
      const id = await disk.read(path);
      await disk.remove(path);
      if (id !== undefined) await remove(vaultNames.escrow(id));
    },
  };
}
