import type { Secret } from '../../domain/secrets/secret.ts';
import type { Place } from '../model/places.ts';
import type { Ports } from '../model/ports.ts';
import type { Fingerprint, TakeFingerprint } from '../storage/fingerprint.ts';
import { createRecords, type Records } from '../storage/records.ts';
import { nameOf } from './placeNames.ts';
import {
  alsoSecond,
  isSame,
  placement,
  type KeyOfPlacement,
  type Placement,
  type SentTo,
} from './placement.ts';

/**
 * What is where on this machine. Scanning and writing is done behind `Ports.places`.
 *
 * Who has read the register and then looked at the world comes late: meanwhile a rotation may have put
 * another value there and said so. Such a change names what it has `seen` (`null`: nothing), and is
 * not made where something else is registered by now; the answer says whether it was made.
 */
export interface Placements {
  all(): Promise<readonly Placement[]>;
  of(connectionId: string, keyId: string): Promise<readonly Placement[]>;
  at(place: Place): Promise<Placement | undefined>;
  /** This value of this key now stands there, and is good. */
  remember(
    place: Place,
    key: KeyOfPlacement,
    secret: Secret,
    seen?: Placement | null,
  ): Promise<boolean>;
  /** A program has accepted this value of this key, and does not give it back. */
  send(
    place: Place,
    key: KeyOfPlacement,
    secret: Secret,
    sent: SentTo,
    seen?: Placement | null,
  ): Promise<boolean>;
  markStale(place: Place, seen?: Placement): Promise<boolean>;
  /** Its text changed: what stands there now may stand for the value, and cannot be read. */
  markUnknown(place: Place, seen?: Placement): Promise<boolean>;
  /** The person has put the value of this key there, where it cannot be read back. */
  entrust(place: Place, key: KeyOfPlacement, fingerprint: Fingerprint): Promise<void>;
  /** The person does not wait for this place: its key may end. */
  leave(place: Place): Promise<void>;
  /** The value of this key is not to be relied on, wherever it stands. */
  markAllStale(connectionId: string, keyId: string): Promise<void>;
  /** The key was ended for good: its value is stale, and to be taken away. */
  markAllLeftover(connectionId: string, keyId: string): Promise<void>;
  /** Nothing of ours stands there any more. */
  forget(place: Place, seen?: Placement): Promise<boolean>;
  fingerprint(secret: Secret): Promise<Fingerprint>;
}

export function createPlacements(ports: Ports, takeFingerprint: TakeFingerprint): Placements {
  const records = createRecords(ports, 'places', placement);
  const change = changesOf(records);
  const now = () => ports.clock.now().toISOString();

  const of = async (connectionId: string, keyId: string) =>
    (await records.list()).filter(
      (known) => known.connectionId === connectionId && known.keyId === keyId,
    );
  /** A value of this key is there now, whatever was there before. */
  const register = (
    place: Place,
    { connectionId, keyId, secondCopy }: KeyOfPlacement,
    what: Pick<Placement, 'fingerprint' | 'state'> & Partial<Placement>,
    seen?: Placement | null,
  ) =>
    change(place, seen, (name, before) => {
      const also = alsoSecond(before, keyId, secondCopy);
      return records.put(name, { place, connectionId, keyId, ...what, ...also, since: now() });
    });
  /** The record with some of its fields anew; `undefined` where it is to stay as it is. */
  const mark = (
    place: Place,
    seen: Placement | undefined,
    fields: (known: Placement) => Partial<Placement> | undefined,
  ) =>
    change(place, seen, async (name, known) => {
      const anew = known && fields(known);
      if (anew) await records.put(name, { ...known, ...anew, since: now() });
    });
  const markStale = (place: Place, seen?: Placement) =>
    mark(place, seen, ({ state }) => (state === 'current' ? { state: 'stale' } : undefined));

  return {
    all: () => records.list(),
    of,
    at: (place) => records.get(nameOf(place)),
    async remember(place, key, secret, seen) {
      const what = { fingerprint: await takeFingerprint(secret), state: 'current' } as const;
      const holder = place.kind === 'terminal' ? { window: ports.window } : {};
      return register(place, key, { ...what, ...holder }, seen);
    },
    async send(place, key, secret, { at, confirmedAt }, seen) {
      const what = { fingerprint: await takeFingerprint(secret), state: 'current' } as const;
      const sent = { sentAt: at, ...(confirmedAt !== undefined && { confirmedAt }) };
      return register(place, key, { ...what, ...sent }, seen);
    },
    markStale,
    markUnknown: (place, seen) =>
      mark(place, seen, ({ state }) => (state === 'current' ? { state: 'unknown' } : undefined)),
    async entrust(place, key, fingerprint) {
      const decided = { how: 'by-hand', at: now() } as const;
      await register(place, key, { fingerprint, state: 'unknown', decided });
    },
    async leave(place) {
      const decided = { how: 'end-anyway', at: now() } as const;
      await mark(place, undefined, ({ state }) => ({
        state: state === 'current' ? 'stale' : state,
        decided,
      }));
    },
    async markAllStale(connectionId, keyId) {
      for (const { place } of await of(connectionId, keyId)) await markStale(place);
    },
    async markAllLeftover(connectionId, keyId) {
      for (const seen of await of(connectionId, keyId)) {
        // What cannot be read is no line that could be taken away by itself.
        await mark(seen.place, seen, ({ leftover, state }) =>
          leftover || state === 'unknown' ? undefined : { state: 'stale', leftover: true },
        );
      }
    },
    forget: (place, seen) => change(place, seen, (name) => records.remove(name)),
    fingerprint: takeFingerprint,
  };
}

/** Changes one after the other: nothing comes between the look at a record and its change. */
function changesOf(records: Pick<Records<Placement>, 'get'>) {
  let tail: Promise<unknown> = Promise.resolve();
  return (
    place: Place,
    seen: Placement | null | undefined,
    work: (name: string, known: Placement | undefined) => Promise<void>,
  ): Promise<boolean> => {
    const turn = tail.then(async () => {
      const name = nameOf(place);
      const known = await records.get(name);
      if (seen !== undefined && !isSame(known, seen ?? undefined)) return false;
      await work(name, known);
      return true;
    });
    tail = turn.catch(() => undefined);
    return turn;
  };
}
