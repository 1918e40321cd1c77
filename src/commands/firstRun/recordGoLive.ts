import type { HasGlobalState, HasKeyList, Refreshes } from '../ports.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the go-live drill, prefilled from the evidence so far; nothing is provisioned. */
export function recordGoLive(services: HasKeyList & HasGlobalState & Refreshes, argument: unknown) {
  return recordTrack(services, 'go_live', argument);
}
