import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn by the page: one system call serves hundreds of ids. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** `length` (at most 48) fresh random bytes as hex. */
export function randomHex(length: number): string {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const hex = pool.toString('hex', used, used + length);
  // What has been handed out is not kept: the pool must not remember a secret.
  pool.fill(0, used, used + length);
  used += length;
  return hex;
}

let stamped = { ms: -1, text: '' };

/** Milliseconds as the 8 base-36 digits that sort ids by time. */
export function timeStamp(now: Date): string {
  const ms = now.getTime();
  if (stamped.ms !== ms) stamped = { ms, text: ms.toString(36).padStart(8, '0') };
  return stamped.text;
}

/**
 * `<prefix>_<8 base36 time><16 hex>`, the shape of the server's ids (docs/contract.md, Transport).
 */
export function newId(prefix: string, now: Date): string {
  return `${prefix}_${timeStamp(now)}${randomHex(8)}`;
}
