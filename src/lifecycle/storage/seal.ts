import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { Secret } from '../../domain/secrets/secret.ts';

/** A secret under AES-256-GCM, as it lies in the journal; base64 fields. */
export const sealed = z.object({
  escrowId: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
export type Sealed = z.infer<typeof sealed>;

/** A key for sealing, held in the vault under `escrow:<id>`. */
export interface Escrow {
  readonly id: string;
  readonly key: KeyObject;
}

/** `about` binds the seal to its entry: the same bytes under another operation do not open. */
export function seal(secret: Secret, escrow: Escrow, about: string): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', escrow.key, iv);
  cipher.setAAD(Buffer.from(about));
  const data = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
  return {
    escrowId: escrow.id,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** `undefined` when the seal was made under another key or for another entry, or was changed. */
export function unseal(box: Sealed, escrow: Escrow, about: string): Secret | undefined {
  const iv = Buffer.from(box.iv, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', escrow.key, iv, { authTagLength: 16 });
  try {
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(Buffer.from(box.tag, 'base64'));
    const start = decipher.update(Buffer.from(box.data, 'base64'));
    return new Secret(Buffer.concat([start, decipher.final()]).toString('utf8'));
  } catch {
    // Node says nothing more precise; what cannot be opened is a lost secret, which has a way out.
    return undefined;
  }
}
