import type { Secret } from '../../domain/secrets/secret.ts';
import type { Vault } from '../model/ports.ts';

/** The vault threw, or did not give back what was put into it. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly problem: 'throws' | 'forgets';

  constructor(problem: 'throws' | 'forgets', reason: string) {
    super(reason);
    this.problem = problem;
  }
}

/** The vault, asked in a way that turns every failure into a `VaultError`. */
export interface CheckedVault {
  readonly get: (name: string) => Promise<Secret | undefined>;
  /** Stores and reads back. @throws VaultError */
  readonly put: (name: string, secret: Secret) => Promise<void>;
  /** Resolves when what was stored has had time to reach the disk. @throws VaultError */
  readonly flushed: () => Promise<void>;
  /** @throws VaultError */
  readonly remove: (name: string) => Promise<void>;
}

export function checkVault(vault: Vault): CheckedVault {
  const get = (name: string) => orVaultError(() => vault.get(name));
  return {
    get,
    async put(name, secret) {
      await orVaultError(() => vault.store(name, secret));
      const kept = await get(name);
      if (!kept?.equals(secret)) {
        throw new VaultError('forgets', 'The secret store did not give back what was stored.');
      }
    },
    flushed: () => orVaultError(() => vault.flushed()),
    remove: (name) => orVaultError(() => vault.delete(name)),
  };
}

async function orVaultError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new VaultError('throws', error instanceof Error ? error.message : String(error));
  }
}
