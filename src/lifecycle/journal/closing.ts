import type { CloseReason, Entry, IssuedKeyNote, PlacedState } from './entry.ts';

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

/** Whether none may hold the new value. `failed`: it was written, and could not be read back. */
export function areUntouched(places: readonly PlacedState[]): boolean {
  return places.every(
    (placed) =>
      placed.state !== 'rewritten' &&
      placed.state !== 'by-hand' &&
      !(placed.state === 'refused' && placed.reason === 'failed'),
  );
}
