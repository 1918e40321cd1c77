import type { Services } from '../../services.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the verification track, prefilled from the evidence so far. */
export function recordVerification(services: Services, argument: unknown) {
  return recordTrack(services, 'verification', argument);
}
