import type { Services } from '../../services.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the go-live drill, prefilled from the evidence so far; nothing is provisioned. */
export function recordGoLive(services: Services, argument: unknown) {
  return recordTrack(services, 'go_live', argument);
}
