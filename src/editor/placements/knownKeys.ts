import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Marker } from '../../lifecycle/copies/copies.ts';
import type { KeyOfPlacement, Placement } from '../../lifecycle/copies/placement.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { ownPrefixes, type OwnPrefixes } from '../env/ownLines.ts';
import type { KeyList } from '../keys/keyList.ts';

type EnvPlace = Extract<Place, { kind: 'env' }>;
type TextPlace = Extract<Place, { kind: 'text' }>;
export type LinePlacement = Placement & { readonly place: EnvPlace };
export interface KnownCopy {
  readonly place: TextPlace;
  readonly placement: Placement;
}

/** What is known of our keys for the time of one look, so that no file costs a question to the disk. */
export interface KnownKeys {
  readonly prefixes: OwnPrefixes;
  /** URIs of all files in which something of ours is said to stand. */
  files(): readonly string[];
  /** Lines of a `.env` by its URI. */
  placementsIn(file: string): readonly LinePlacement[];
  /** Values anywhere else in a file by its URI. */
  copiesIn(file: string): readonly KnownCopy[];
  whose(value: Secret): Promise<Marker | undefined>;
  /** The same, also for a key of which no copy was ever here: by the public prefix of its value. */
  ownerOf(value: Secret): Promise<KeyOfPlacement | undefined>;
  isDead(key: KeyOfPlacement): boolean;
}

export async function readKnownKeys(
  { copies, placements }: LifecycleContext,
  { snapshot }: Pick<KeyList, 'snapshot'>,
): Promise<KnownKeys> {
  const markers = await copies.all();
  const owners = new Map(markers.map((marker) => [marker.fingerprint, marker]));
  const all = await placements.all();
  const lines = Map.groupBy(all.filter(isLine), ({ place }) => place.file);
  const copiesByFile = Map.groupBy(all.flatMap(knownCopy), ({ place }) => place.file);
  const rows = new Map(snapshot.keys.map((row) => [row.key.key_prefix, row]));
  const whose = async (value: Secret) => owners.get(await placements.fingerprint(value));
  return {
    prefixes: ownPrefixes([
      ...markers.filter(({ state }) => state === 'held').map(({ keyPrefix }) => keyPrefix),
      ...snapshot.keys.map(({ key }) => key.key_prefix),
    ]),
    files: () => [...new Set([...lines.keys(), ...copiesByFile.keys()])],
    placementsIn: (file) => lines.get(file) ?? [],
    copiesIn: (file) => copiesByFile.get(file) ?? [],
    whose,
    async ownerOf(value) {
      const marker = await whose(value);
      const row = rows.get(value.keyPrefix);
      if (marker || !row || !snapshot.connection) return marker;
      return { connectionId: snapshot.connection.id, keyId: row.key.api_key_id };
    },
    isDead({ keyId, connectionId }) {
      if (connectionId !== snapshot.connection?.id) return false;
      const row = snapshot.keys.find(({ key }) => key.api_key_id === keyId);
      return row !== undefined && !isUsable(row.status);
    },
  };
}

function isLine(placement: Placement): placement is LinePlacement {
  return placement.place.kind === 'env';
}

function knownCopy(placement: Placement): KnownCopy[] {
  const { place } = placement;
  return place.kind === 'text' ? [{ place, placement }] : [];
}
