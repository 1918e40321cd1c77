import type { KeyRowFacts } from './keyFacts.ts';

type Facts = Pick<KeyRowFacts, 'status' | 'placements' | 'hasCopy'>;

/**
 * Whether a key is over and nobody has to look at it. One that has expired stays in sight while its
 * value is on this machine: something may still use it, and is refused.
 */
export function isPast({ status, placements, hasCopy }: Facts): boolean {
  if (status.kind === 'revoked') return true;
  return status.kind === 'expired' && placements.length === 0 && !hasCopy;
}
