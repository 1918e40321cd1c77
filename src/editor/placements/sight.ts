import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Marker } from '../../lifecycle/copies/copies.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { Room } from '../../lifecycle/room.ts';
import { ownPrefixes, type OwnPrefixes } from '../env/ownLines.ts';
import type { KeyRing } from '../keys/keyRing.ts';

/** What is known of our keys for the time of one look, so that no file costs a question to the disk. */
export interface Sight {
  readonly prefixes: OwnPrefixes;
  /** Of a `.env` by its URI. */
  placementsIn(file: string): readonly Placement[];
  whose(value: Secret): Promise<Marker | undefined>;
  isDead(marker: Marker): boolean;
}

export async function takeSight(
  { copies, placements }: Room,
  { snapshot }: Pick<KeyRing, 'snapshot'>,
): Promise<Sight> {
  const markers = await copies.all();
  const owners = new Map(markers.map((marker) => [marker.fingerprint, marker]));
  const byFile = Map.groupBy(await placements.all(), ({ place }) =>
    place.kind === 'env' ? place.file : undefined,
  );
  return {
    prefixes: ownPrefixes([
      ...markers.filter(({ state }) => state === 'held').map(({ keyPrefix }) => keyPrefix),
      ...snapshot.keys.map(({ key }) => key.key_prefix),
    ]),
    placementsIn: (file) => byFile.get(file) ?? [],
    whose: async (value) => owners.get(await placements.fingerprint(value)),
    isDead({ keyId, connectionId }) {
      if (connectionId !== snapshot.connection?.id) return false;
      const row = snapshot.keys.find(({ key }) => key.api_key_id === keyId);
      return row !== undefined && !isUsable(row.status);
    },
  };
}
