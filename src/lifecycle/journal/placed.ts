import * as z from 'zod/mini';
import { placeSchema as place } from '../storage/placeSchema.ts';

/*
 * What an entry keeps of places: those of the old value, which an operation rewrites, and the second
 * copies of the new one.
 */

const refusals = [
  'read-only',
  'mount-point',
  'hard-linked',
  'attributes',
  'dirty-editor',
  'tracked-by-git',
  'not-ignored-by-git',
  'git-not-asked',
  'unwritable-line',
  'outside-folder',
  'link',
  'odd-name',
  'too-large',
  'not-text',
  'encrypted',
  'encoded',
  'address-not-proven',
  'program-missing',
  'program-changed',
  'signed-out',
  'offline',
  'timed-out',
  'locked',
  'stopped',
  'program-failed',
  'not-alone',
  'no-recipe',
  'not-stored',
  'not-read-back',
  'not-tried',
  'changed-meanwhile',
  'failed',
] as const;

/** When deliveries to it were begun that a program does not show the end of (ISO times). */
const begun = z.optional(z.readonly(z.array(z.string())));

/**
 * `changed`: the value of another key stands there by now. `gone`: file or line is no longer there, or
 * the person said so. `unknown`: its text changed, and what stands there cannot be read. `by-hand` and
 * `left` are decisions of the person: they wrote the new value there, or do not wait for this place.
 * `sent`: a program accepted it, and does not give it back.
 */
export const placed = z.discriminatedUnion('state', [
  z.object({
    place,
    state: z.enum(['rewritten', 'changed', 'gone', 'unknown', 'by-hand', 'left']),
  }),
  z.object({
    place,
    state: z.literal('pending'),
    begun,
    /** The person has said that whatever stands there is to be replaced. */
    overwrite: z.optional(z.literal(true)),
  }),
  z.object({
    place,
    state: z.literal('sent'),
    at: z.string(),
    confirmedAt: z.optional(z.string()),
  }),
  z.object({ place, state: z.literal('refused'), reason: z.enum(refusals), begun }),
]);

/** Where every new secret is kept at once, too; `{key}` in an answer is not filled yet. */
export const keepAlsoIn = z.object({
  kind: z.literal('program'),
  recipe: z.string(),
  answers: z.readonly(z.record(z.string(), z.string())),
});

/** A placement that an operation rewrites, and how far that is. */
export type PlacedState = z.infer<typeof placed>;

/** What became of one place, as a line of its own: the places before and after it are not written again. */
export const delivery = z.object({ at: z.number(), placed });

/** One place of an entry, by its index, and what became of it. */
export type Delivery = z.infer<typeof delivery>;
