import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { TakeFingerprint } from '../storage/fingerprint.ts';
import type { Ports } from '../model/ports.ts';
import { createRecords } from '../storage/records.ts';
import type { Strongbox } from '../storage/strongbox.ts';
import { vaultNames } from '../storage/vaultNames.ts';

const marker = z.object({
  connectionId: z.string(),
  workspaceId: z.string(),
  keyId: z.string(),
  keyPrefix: z.string(),
  fingerprint: z.string(),
  /** The operation that stored it; `null` when the person imported it. */
  operationId: z.nullable(z.string()),
  /** ISO time. */
  storedAt: z.string(),
  /** `let-go`: removed on purpose; the marker stays to recognise old values in files. */
  state: z.enum(['held', 'let-go']),
});

/** That this machine holds (or held) the secret of a key. The vault itself is not asked for it. */
export type Marker = z.infer<typeof marker>;

/** Which key a copy belongs to. */
export type CopyOf = Pick<
  Marker,
  'connectionId' | 'workspaceId' | 'keyId' | 'keyPrefix' | 'operationId'
>;

export type MissingCopies =
  | { readonly kind: 'known'; readonly missing: readonly Marker[] }
  /** The vault cannot be asked now; nothing is known, and nothing is to be concluded. */
  | { readonly kind: 'unknown' };

/** The secrets of keys in the vault, each with its marker on disk. */
export interface Copies {
  /** Stores, reads back and marks. @throws VaultError */
  keep(key: CopyOf, secret: Secret): Promise<void>;
  /** `undefined` when there is none. @throws VaultError */
  read(connectionId: string, keyId: string): Promise<Secret | undefined>;
  /** Removes the value; the marker remembers only its fingerprint. @throws VaultError */
  letGo(connectionId: string, keyId: string): Promise<void>;
  marker(connectionId: string, keyId: string): Promise<Marker | undefined>;
  /** The copies this machine should have, without asking the vault. */
  held(): Promise<readonly Marker[]>;
  /**
   * Remembers that a vault which can be asked does not have this one: until it is read or kept again, here or
   * in another window, or this window ends.
   */
  noteLost(marker: Marker): void;
  /** Those of the held ones that were found to be lost, without asking the vault. */
  lost(): Promise<readonly Marker[]>;
  /** Current and past ones. */
  all(): Promise<readonly Marker[]>;
  /** The key, current or past, whose value this is. */
  whose(secret: Secret): Promise<Marker | undefined>;
}

export function createCopies(
  ports: Ports,
  strongbox: Strongbox,
  takeFingerprint: TakeFingerprint,
): Copies {
  const markers = createRecords(ports, 'copies', marker);
  const name = (connectionId: string, keyId: string) => `${connectionId} ${keyId}`;
  /** By name, which storing of it was found to be lost: the marker of a later one is another. */
  const losses = new Map<string, string>();
  const held = async () => (await markers.list()).filter(({ state }) => state === 'held');

  return {
    async keep(key, secret) {
      await strongbox.put(vaultNames.copy(key.connectionId, key.keyId), secret);
      await markers.put(name(key.connectionId, key.keyId), {
        connectionId: key.connectionId,
        workspaceId: key.workspaceId,
        keyId: key.keyId,
        keyPrefix: key.keyPrefix,
        operationId: key.operationId,
        fingerprint: await takeFingerprint(secret),
        storedAt: ports.clock.now().toISOString(),
        state: 'held',
      });
      losses.delete(name(key.connectionId, key.keyId));
    },
    async read(connectionId, keyId) {
      const secret = await strongbox.get(vaultNames.copy(connectionId, keyId));
      if (secret) losses.delete(name(connectionId, keyId));
      return secret;
    },
    async letGo(connectionId, keyId) {
      await strongbox.remove(vaultNames.copy(connectionId, keyId));
      const known = await markers.get(name(connectionId, keyId));
      if (known) await markers.put(name(connectionId, keyId), { ...known, state: 'let-go' });
    },
    marker: (connectionId, keyId) => markers.get(name(connectionId, keyId)),
    held,
    noteLost({ connectionId, keyId, storedAt }) {
      losses.set(name(connectionId, keyId), storedAt);
    },
    async lost() {
      return (await held()).filter(
        ({ connectionId, keyId, storedAt }) => losses.get(name(connectionId, keyId)) === storedAt,
      );
    },
    all: () => markers.list(),
    async whose(secret) {
      const fingerprint = await takeFingerprint(secret);
      return (await markers.list()).find((known) => known.fingerprint === fingerprint);
    },
  };
}
