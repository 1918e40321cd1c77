import type { HasGlobalState, HasKeyList, Refreshes } from '../ports.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the verification track, prefilled from the evidence so far. */
export function recordVerification(
  services: HasKeyList & HasGlobalState & Refreshes,
  argument: unknown,
) {
  return recordTrack(services, 'verification', argument);
}
