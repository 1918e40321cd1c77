import { randomBytes } from 'node:crypto';

const run = `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
let count = 0;

/** A name that no other run and no other test uses; also fit as id and as idempotency key. */
export function fresh(purpose: string): string {
  return `keyrail-contract-${run}-${purpose}-${++count}`;
}
