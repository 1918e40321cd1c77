import { hash, timingSafeEqual } from 'node:crypto';
import { Secret } from '../../domain/secrets/secret.ts';
import { randomHex, timeStamp } from '../ids.ts';

/** Never `grk_live_`: a local key must not be taken for one of a real control plane. */
const PREFIX = 'krl_local';

/**
 * A fresh secret in the shape of the server's (docs/contract.md, Secrets): 192 random bits behind a
 * part that sorts by time. Its first 20 characters are the key's prefix, of which 8 bits are
 * random: two keys of the same millisecond may collide, and the caller asks again.
 */
export function mintSecret(now: Date): Secret {
  return new Secret(`${PREFIX}_${timeStamp(now)}${randomHex(8)}_${randomHex(24)}`);
}

/**
 * The hash under which a secret is stored (as 32 bytes) and found, in hex; the value itself is
 * never kept.
 */
export function secretDigest(value: string): string {
  return hash('sha256', value, 'hex');
}

// Made once: a buffer per comparison would cost more than the comparison.
const left = Buffer.alloc(32);
const right = Buffer.alloc(32);

/** Compares two digests in constant time. */
export function isSameDigest(one: string, other: string): boolean {
  const whole = left.write(one, 'hex') === 32 && right.write(other, 'hex') === 32;
  return whole && timingSafeEqual(left, right);
}
