import * as z from 'zod/mini';
import { isGone, windowSchema } from '../model/window.ts';
import { placeSchema } from '../storage/placeSchema.ts';

/** As the register keeps it. */
export const placement = z.object({
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

/** When a program accepted a value, and when it says that it was changed. */
export interface SentTo {
  readonly at: string;
  readonly confirmedAt?: string | undefined;
}

export type KeyOfPlacement = Pick<Placement, 'connectionId' | 'keyId' | 'secondCopy'>;

/**
 * Whether a key is not to end by itself because of this place: it holds the value, or may hold it, and
 * the person has not said that nobody waits for it.
 */
export function holdsKey(known: Placement): boolean {
  if (known.state === 'stale' || known.secondCopy || isOver(known)) return false;
  return known.decided?.how !== 'end-anyway';
}

/** Whatever is put there again for the same key, it stays what it is. */
export function alsoSecond(
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

/** Whether a record says of a place what it said before, to whoever comes late with a change of it. */
export function isSame(one: Placement | undefined, other: Placement | undefined): boolean {
  return one?.fingerprint === other?.fingerprint && one?.keyId === other?.keyId;
}
