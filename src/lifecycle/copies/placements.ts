import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Fingerprint, TakeFingerprint } from '../storage/fingerprint.ts';
import { isGone, windowSchema } from '../model/window.ts';
import type { Place, Ports } from '../model/ports.ts';
import { placeSchema } from '../storage/placeSchema.ts';
import { createRecords } from '../storage/records.ts';

const placement = z.object({
  place: placeSchema,
  connectionId: z.string(),
  keyId: z.string(),
  fingerprint: z.string(),
  /**
   * `stale`: the value there is not to be relied on any more, and could not be replaced. `unknown`: the
   * text there changed, and what stands there now cannot be read.
   */
  state: z.enum(['current', 'stale', 'unknown']),
  /** What the person said of it: that the value of this key is there, or that nobody waits for it. */
  decided: z.optional(z.object({ how: z.enum(['by-hand', 'end-anyway']), at: z.string() })),
  /** The key was ended and nothing takes its place: what is left is to take the value away. */
  leftover: z.optional(z.literal(true)),
  /** A copy of this very key for the person: nothing is to be put in its place, and no old key is kept for it. */
  secondCopy: z.optional(z.literal(true)),
  /** ISO time of the last change of this record. */
  since: z.string(),
  /** A program accepted it then, by this machine's clock (ISO time), and does not give it back. */
  sentAt: z.optional(z.string()),
  /** When the program itself says that it was changed; ISO time by its own clock. */
  confirmedAt: z.optional(z.string()),
  /** The window that gives it to its terminals, in whose memory alone it is. */
  window: z.optional(windowSchema),
});

/** Where the value of a key lives outside the vault, known by fingerprint, never by value. */
export type Placement = z.infer<typeof placement>;

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

/** When a program accepted a value, and when it says that it was changed. */
export interface SentTo {
  readonly at: string;
  readonly confirmedAt?: string | undefined;
}

export type KeyOfPlacement = Pick<Placement, 'connectionId' | 'keyId' | 'secondCopy'>;

export function createPlacements(ports: Ports, takeFingerprint: TakeFingerprint): Placements {
  const records = createRecords(ports, 'places', placement);
  const now = () => ports.clock.now().toISOString();

  const of = async (connectionId: string, keyId: string) =>
    (await records.list()).filter(
      (known) => known.connectionId === connectionId && known.keyId === keyId,
    );
  // One after the other: nothing comes between the look at a record and its change.
  let tail: Promise<unknown> = Promise.resolve();
  const change = (
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
  const markStale = (place: Place, seen?: Placement) =>
    change(place, seen, async (name, known) => {
      if (known?.state !== 'current') return;
      await records.put(name, { ...known, state: 'stale', since: now() });
    });

  return {
    all: () => records.list(),
    of,
    at: (place) => records.get(nameOf(place)),
    async remember(place, { connectionId, keyId, secondCopy }, secret, seen) {
      const fingerprint = await takeFingerprint(secret);
      const known = { place, connectionId, keyId, fingerprint, state: 'current' } as const;
      const holder = place.kind === 'terminal' ? { window: ports.window } : {};
      return change(place, seen, (name, before) => {
        const also = alsoSecond(before, keyId, secondCopy);
        return records.put(name, { ...known, ...also, since: now(), ...holder });
      });
    },
    async send(place, { connectionId, keyId, secondCopy }, secret, { at, confirmedAt }, seen) {
      const fingerprint = await takeFingerprint(secret);
      const known = { place, connectionId, keyId, fingerprint, state: 'current' } as const;
      const sent = { sentAt: at, ...(confirmedAt !== undefined && { confirmedAt }) };
      return change(place, seen, (name, before) => {
        const also = alsoSecond(before, keyId, secondCopy);
        return records.put(name, { ...known, ...also, since: now(), ...sent });
      });
    },
    markStale,
    markUnknown: (place, seen) =>
      change(place, seen, async (name, known) => {
        if (known?.state !== 'current') return;
        await records.put(name, { ...known, state: 'unknown', since: now() });
      }),
    async entrust(place, { connectionId, keyId, secondCopy }, fingerprint) {
      const decided = { how: 'by-hand', at: now() } as const;
      const known = { place, connectionId, keyId, fingerprint, state: 'unknown', decided } as const;
      await change(place, undefined, (name, before) => {
        const also = alsoSecond(before, keyId, secondCopy);
        return records.put(name, { ...known, ...also, since: now() });
      });
    },
    async leave(place) {
      await change(place, undefined, async (name, known) => {
        if (!known) return;
        const state = known.state === 'current' ? 'stale' : known.state;
        const decided = { how: 'end-anyway', at: now() } as const;
        await records.put(name, { ...known, state, decided, since: now() });
      });
    },
    async markAllStale(connectionId, keyId) {
      for (const { place } of await of(connectionId, keyId)) await markStale(place);
    },
    async markAllLeftover(connectionId, keyId) {
      for (const seen of await of(connectionId, keyId)) {
        await change(seen.place, seen, async (name, known) => {
          // What cannot be read is no line that could be taken away by itself.
          if (!known || known.leftover || known.state === 'unknown') return;
          await records.put(name, { ...known, state: 'stale', leftover: true, since: now() });
        });
      }
    },
    forget: (place, seen) => change(place, seen, (name) => records.remove(name)),
    fingerprint: takeFingerprint,
  };
}

/**
 * Whether a key is not to end by itself because of this place: it holds the value, or may hold it, and
 * the person has not said that nobody waits for it.
 */
export function holdsKey(known: Placement): boolean {
  if (known.state === 'stale' || known.secondCopy || isOver(known)) return false;
  return known.decided?.how !== 'end-anyway';
}

/** Whatever is put there again for the same key, it stays what it is. */
function alsoSecond(
  known: Placement | undefined,
  keyId: string,
  secondCopy: true | undefined,
): Pick<Placement, 'secondCopy'> {
  return secondCopy || (known?.secondCopy && known.keyId === keyId) ? { secondCopy: true } : {};
}

/** What a window gave its terminals went with it, whether or not the record did. */
export function isOver({ window }: Placement): boolean {
  return window !== undefined && isGone(window);
}

function isSame(one: Placement | undefined, other: Placement | undefined): boolean {
  return one?.fingerprint === other?.fingerprint && one?.keyId === other?.keyId;
}

/** The same spot once this value stands there. */
export function placeWith(place: Place, { keyPrefix }: Pick<Secret, 'keyPrefix'>): Place {
  return place.kind === 'text' ? { ...place, keyPrefix } : place;
}

/** The place of a name that `nameOf` gave; `undefined` for any other text. */
export function placeOfName(name: string): Place | undefined {
  const [kind, uri, rest] = name.split(' ');
  if (uri === undefined || rest === undefined) return undefined;
  if (kind === 'env') return { kind, file: uri, variable: rest };
  if (kind === 'text') return { kind, file: uri, keyPrefix: rest };
  if (kind === 'program') {
    return {
      kind,
      recipe: decodeURIComponent(uri),
      answers: Object.fromEntries(new URLSearchParams(rest)),
    };
  }
  return kind === 'terminal' ? { kind, folder: uri, variable: rest } : undefined;
}

/**
 * Also tells two places apart: `env file variable`, `text file prefix`, `terminal folder variable` or
 * `program recipe answers`.
 */
export function nameOf(place: Place): string {
  switch (place.kind) {
    case 'env':
      return `env ${place.file} ${place.variable}`;
    case 'text':
      return `text ${place.file} ${place.keyPrefix}`;
    case 'terminal':
      return `terminal ${place.folder} ${place.variable}`;
    case 'program': {
      // In one order, whichever way they were asked for.
      const answers = Object.entries(place.answers).toSorted(([one], [other]) =>
        one < other ? -1 : 1,
      );
      return `program ${encodeURIComponent(place.recipe)} ${new URLSearchParams(answers).toString()}`;
    }
  }
}
