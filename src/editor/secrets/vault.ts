import type { HostSecrets } from '../hosts/hostSecrets.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import type { Vault } from '../../lifecycle/model/ports.ts';

/**
 * How long VS Code may hold a stored secret before its state database is written: `store()`
 * resolves earlier (VS Code writes its storage after 100 ms to 1 s).
 */
const flushMs = 1500;

/** SecretStorage as the lifecycle's vault. */
export interface EditorVault extends Vault {
  /** Names of everything that this extension stored for this host. */
  names(): Promise<readonly string[]>;
}

export function createVault(secrets: Omit<HostSecrets, 'onDidChange'>): EditorVault {
  let lastStore = 0;
  return {
    async get(name) {
      const value = await secrets.get(name);
      return value === undefined || value === '' ? undefined : new Secret(value);
    },
    async store(name, secret) {
      await secrets.store(name, secret.reveal());
      lastStore = Date.now();
    },
    async delete(name) {
      await secrets.delete(name);
    },
    async flushed() {
      const wait = lastStore + flushMs - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
    async names() {
      return secrets.keys();
    },
  };
}
