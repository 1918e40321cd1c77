import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Secret } from '../../domain/secrets/secret.ts';
import { createDurably } from './durable.ts';
import type { Ports } from '../model/ports.ts';

/** HMAC-SHA-256 of a value under this install's salt, as 64 hex digits. */
export type Fingerprint = string;

/** Tells values apart without holding them; two installs see different fingerprints. */
export type TakeFingerprint = (secret: Secret) => Promise<Fingerprint>;

/** Makes the salt at first use; the first of several windows wins. */
export function createFingerprints({ disk, window, folder }: Ports): TakeFingerprint {
  const path = join(folder, 'salt');
  let salt: Promise<Buffer> | undefined;

  const load = async (): Promise<Buffer> => {
    const known = await disk.read(path);
    if (known !== undefined) return Buffer.from(known, 'hex');
    await disk.makeFolder(folder);
    await createDurably(disk, window, path, randomBytes(32).toString('hex'));
    const made = await disk.read(path);
    if (made === undefined) throw new Error('The salt vanished while it was made.');
    return Buffer.from(made, 'hex');
  };

  return async (secret) => {
    salt ??= load().catch((error: unknown) => {
      salt = undefined;
      throw error;
    });
    return createHmac('sha256', await salt)
      .update(secret.reveal())
      .digest('hex');
  };
}
