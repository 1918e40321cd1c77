import type { Secret } from '../../../src/domain/secrets/secret.ts';
import type { Vault } from '../../../src/lifecycle/model/ports.ts';

/** A secret store that can misbehave the way SecretStorage is known to. */
export interface MemoryVault extends Vault {
  /** `throws`: locked or broken; `forgets`: takes everything and has nothing. */
  mood: 'good' | 'throws' | 'forgets';
  /** Everything that was stored and not deleted, also while the mood hides it. */
  readonly kept: Map<string, Secret>;
  /** What a machine without a keyring does at a restart. */
  lose(): void;
  readonly flushes: number;
}

export function createMemoryVault(): MemoryVault {
  const kept = new Map<string, Secret>();
  let flushes = 0;
  const assertUnlocked = () => {
    if (vault.mood === 'throws') throw new Error('The keyring is locked.');
  };
  const vault: MemoryVault = {
    mood: 'good',
    kept,
    get flushes() {
      return flushes;
    },
    lose() {
      kept.clear();
    },
    async get(name) {
      assertUnlocked();
      return vault.mood === 'forgets' ? undefined : kept.get(name);
    },
    async store(name, secret) {
      assertUnlocked();
      if (vault.mood === 'good') kept.set(name, secret);
    },
    async delete(name) {
      assertUnlocked();
      kept.delete(name);
    },
    async flushed() {
      flushes++;
    },
  };
  return vault;
}
