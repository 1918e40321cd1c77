import { randomBytes } from 'node:crypto';
import { Secret } from '../../../src/domain/secrets/secret.ts';

/** A value as the local control plane makes them, which was never valid anywhere. */
export function newSecret(): Secret {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  return new Secret(`krl_local_${Date.now().toString(36).padStart(8, '0')}${hex(8)}_${hex(24)}`);
}
