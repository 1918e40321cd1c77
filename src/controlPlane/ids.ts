import { randomBytes } from 'node:crypto';

/** `length` fresh random bytes as hex. */
export function randomHex(length: number): string {
  return randomBytes(length).toString('hex');
}

/** Milliseconds as the 8 base-36 digits that sort ids by time. */
export function timeStamp(now: Date): string {
  return now.getTime().toString(36).padStart(8, '0');
}

/**
 * `<prefix>_<8 base36 time><16 hex>`, the shape of the server's ids (docs/contract.md, Transport).
 */
export function newId(prefix: string, now: Date): string {
  return `${prefix}_${timeStamp(now)}${randomHex(8)}`;
}
