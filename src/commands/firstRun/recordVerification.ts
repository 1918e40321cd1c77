import { recordTrack, type RecordsTracks } from './recordTrack.ts';

/** Records the verification track, prefilled from the evidence so far. */
export function recordVerification(ports: RecordsTracks, argument: unknown) {
  return recordTrack(ports, 'verification', argument);
}
