import type { CloseReason, Entry, IssuedKeyNote } from './entry.ts';

/** What changes in an entry when its operation is given up; the id, and so the idempotency key, stays. */
export function closing(
  { operation }: Entry,
  step: 'closing' | 'named',
  because: CloseReason,
  issued: IssuedKeyNote | null,
): Partial<Entry> {
  if (operation === 'revoke' || operation === 'panic' || operation === 'close') {
    throw new Error(`A ${operation} cannot be given up.`);
  }
  return { operation: 'close', step, was: operation, because, issued };
}
