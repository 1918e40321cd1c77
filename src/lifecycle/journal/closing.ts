import type { CloseReason, Entry, IssuedKeyNote } from './entry.ts';
import type { PlacedState } from './placed.ts';

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

/** Whether none may hold the new value. */
export function areUntouched(places: readonly PlacedState[]): boolean {
  return !places.some(isTouched);
}

/** Reasons that say nothing about whether the value was taken. */
const perhapsTaken: ReadonlySet<string> = new Set([
  'failed',
  'not-stored',
  'not-read-back',
  'not-tried',
  'timed-out',
  'stopped',
  'program-failed',
]);

function isTouched(placed: PlacedState): boolean {
  switch (placed.state) {
    case 'rewritten':
    case 'sent':
    case 'by-hand':
      return true;
    case 'pending':
      return (placed.begun ?? []).length > 0;
    case 'refused':
      return perhapsTaken.has(placed.reason) || (placed.begun ?? []).length > 0;
    case 'changed':
    case 'gone':
    case 'unknown':
    case 'left':
      return false;
  }
}
