import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Fingerprint, TakeFingerprint } from '../storage/fingerprint.ts';
import type { Place, Ports } from '../ports.ts';
import { createRecords } from '../storage/records.ts';

const placement = z.object({
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('env'), file: z.string(), variable: z.string() }),
    z.object({ kind: z.literal('terminal'), folder: z.string(), variable: z.string() }),
  ]),
  connectionId: z.string(),
  keyId: z.string(),
  fingerprint: z.string(),
  /** `stale`: the value there is not to be relied on any more, and could not be replaced. */
  state: z.enum(['current', 'stale']),
  /** ISO time of the last change of this record. */
  since: z.string(),
});

/** Where the value of a key lives outside the vault, known by fingerprint, never by value. */
export type Placement = z.infer<typeof placement>;

/** What is where on this machine. Scanning and writing is done behind `Ports.places`. */
export interface Placements {
  all(): Promise<readonly Placement[]>;
  of(connectionId: string, keyId: string): Promise<readonly Placement[]>;
  at(place: Place): Promise<Placement | undefined>;
  /** This value of this key now stands there, and is good. */
  remember(place: Place, key: KeyOfPlacement, secret: Secret): Promise<void>;
  markStale(place: Place): Promise<void>;
  /** The value of this key is not to be relied on, wherever it stands. */
  markAllStale(connectionId: string, keyId: string): Promise<void>;
  /** Nothing of ours stands there any more. */
  forget(place: Place): Promise<void>;
  fingerprint(secret: Secret): Promise<Fingerprint>;
}

export type KeyOfPlacement = Pick<Placement, 'connectionId' | 'keyId'>;

export function createPlacements(ports: Ports, takeFingerprint: TakeFingerprint): Placements {
  const records = createRecords(ports, 'places', placement);
  const now = () => ports.clock.now().toISOString();

  const of = async (connectionId: string, keyId: string) =>
    (await records.list()).filter(
      (known) => known.connectionId === connectionId && known.keyId === keyId,
    );
  const markStale = async (place: Place) => {
    const known = await records.get(nameOf(place));
    if (known?.state === 'current') {
      await records.put(nameOf(place), { ...known, state: 'stale', since: now() });
    }
  };

  return {
    all: () => records.list(),
    of,
    at: (place) => records.get(nameOf(place)),
    async remember(place, { connectionId, keyId }, secret) {
      await records.put(nameOf(place), {
        place,
        connectionId,
        keyId,
        fingerprint: await takeFingerprint(secret),
        state: 'current',
        since: now(),
      });
    },
    markStale,
    async markAllStale(connectionId, keyId) {
      for (const { place } of await of(connectionId, keyId)) await markStale(place);
    },
    forget: (place) => records.remove(nameOf(place)),
    fingerprint: takeFingerprint,
  };
}

/** Also tells two places apart: `env file variable` or `terminal folder variable`. */
export function nameOf(place: Place): string {
  switch (place.kind) {
    case 'env':
      return `env ${place.file} ${place.variable}`;
    case 'terminal':
      return `terminal ${place.folder} ${place.variable}`;
  }
}
