import type { Asking, Telling, ListedKeys, Pages } from '../ports.ts';
import { recordTrack } from './recordTrack.ts';

/** Records the go-live drill, prefilled from the evidence so far; nothing is provisioned. */
export function recordGoLive(ports: Asking & Telling & ListedKeys & Pages, argument: unknown) {
  return recordTrack(ports, 'go_live', argument);
}
