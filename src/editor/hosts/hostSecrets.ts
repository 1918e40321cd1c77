import type { Event, SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { isOneHosts, ownedName, ownerOf } from './ownedNames.ts';

/** The client's secrets of one host, by the names that they have there. */
export interface HostSecrets {
  /** Also by the name of before, until it has been carried over: whoever asks has its id. */
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  /** What only this host can have stored goes by its name of before, too. */
  delete(name: string): Thenable<void>;
  keys(): Thenable<string[]>;
  readonly onDidChange: Event<SecretStorageChangeEvent>;
}

export function createHostSecrets(
  secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys' | 'onDidChange'>,
  hostId: string,
): HostSecrets {
  return {
    async get(name) {
      return (await secrets.get(ownedName(hostId, name))) ?? secrets.get(name);
    },
    async store(name, value) {
      await secrets.store(ownedName(hostId, name), value);
    },
    async delete(name) {
      await secrets.delete(ownedName(hostId, name));
      if (isOneHosts(name)) await secrets.delete(name);
    },
    async keys() {
      return (await secrets.keys()).flatMap((stored) => {
        const owner = ownerOf(stored);
        return owner?.hostId === hostId ? [owner.name] : [];
      });
    },
    onDidChange: (listener, thisArg, disposables) =>
      secrets.onDidChange(
        ({ key }) => {
          const owner = ownerOf(key);
          if (owner?.hostId === hostId) listener.call(thisArg, { key: owner.name });
        },
        undefined,
        disposables,
      ),
  };
}
