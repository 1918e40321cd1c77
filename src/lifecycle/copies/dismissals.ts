import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Secret } from '../../domain/secrets/secret.ts';
import type { Ports } from '../model/ports.ts';
import { isDiskError } from '../model/stateDisk.ts';
import { createRecords } from '../storage/records.ts';
import type { Strongbox } from '../storage/strongbox.ts';
import { VaultError } from '../storage/checkedVault.ts';
import { vaultNames } from '../storage/vaultNames.ts';

const dismissal = z.object({
  /** HMAC-SHA-256 of the value under a key that is in the vault, as 64 hex digits. */
  digest: z.string(),
  /** File and line where the person said so, or what it looked like: never a value. */
  where: z.string(),
  /** ISO time. */
  since: z.string(),
});

/** A value that the person called no secret. */
export type Dismissal = z.infer<typeof dismissal>;

/**
 * What looks like a secret and is none, known by digest. Such a value may be short enough to be guessed,
 * and a digest would say which guess is right, so the key of the digests does not lie beside them.
 */
export interface Dismissals {
  has(value: Secret): Promise<boolean>;
  /** @throws VaultError, or what the disk throws */
  add(value: Secret, where: string): Promise<Dismissal>;
  all(): Promise<readonly Dismissal[]>;
  /** It counts as a secret again. */
  remove(known: Dismissal): Promise<void>;
}

export function createDismissals(ports: Ports, strongbox: Strongbox): Dismissals {
  const records = createRecords(ports, 'not-secret', dismissal);
  const name = vaultNames.dismissals();
  let known: Secret | undefined;
  let isSwept = false;

  /**
   * Digests of earlier versions, whose key lay beside them: nothing reads them any more. They go once
   * the store that replaces them is in use. A disk that refuses is asked again by the next window.
   */
  const sweepFormer = async (): Promise<void> => {
    if (isSwept) return;
    isSwept = true;
    const folder = join(ports.folder, 'dismissed');
    try {
      for (const file of await ports.disk.list(folder)) await ports.disk.remove(join(folder, file));
    } catch (error) {
      if (!isDiskError(error)) throw error;
    }
  };

  const digestOf = (value: Secret, key: Secret): string =>
    createHmac('sha256', Buffer.from(key.reveal(), 'hex')).update(value.reveal()).digest('hex');

  const make = async (): Promise<Secret> => {
    await strongbox.put(name, new Secret(randomBytes(32).toString('hex')));
    await strongbox.flushed();
    const kept = await strongbox.get(name);
    if (!kept)
      throw new VaultError('forgets', 'The secret store did not give back what was stored.');
    return kept;
  };

  return {
    async has(value) {
      try {
        known ??= await strongbox.get(name);
      } catch (error) {
        // Who cannot ask takes a value for what it looks like.
        if (!(error instanceof VaultError)) throw error;
      }
      if (known === undefined) return false;
      await sweepFormer();
      return (await records.get(digestOf(value, known))) !== undefined;
    },
    async add(value, where) {
      known ??= (await strongbox.get(name)) ?? (await make());
      const digest = digestOf(value, known);
      const added = { digest, where, since: ports.clock.now().toISOString() };
      await records.put(digest, added);
      await sweepFormer();
      return added;
    },
    all: () => records.list(),
    remove: ({ digest }) => records.remove(digest),
  };
}
