import type { Asking, Telling, ListedKeys, Pages } from '../ports.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the verification track, prefilled from the evidence so far. */
export function recordVerification(
  ports: Asking & Telling & ListedKeys & Pages,
  argument: unknown,
) {
  return recordTrack(ports, 'verification', argument);
}
