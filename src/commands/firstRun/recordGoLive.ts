import { recordTrack, type RecordsTracks } from './recordTrack.ts';

/** Records the go-live drill, prefilled from the evidence so far; nothing is provisioned. */
export function recordGoLive(ports: RecordsTracks, argument: unknown) {
  return recordTrack(ports, 'go_live', argument);
}
