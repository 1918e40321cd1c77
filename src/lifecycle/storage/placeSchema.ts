import * as z from 'zod/mini';

/** A place as a file keeps it: of a journal entry, or of the register of placements. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('env'), file: z.string(), variable: z.string() }),
  z.object({
    kind: z.literal('text'),
    file: z.string(),
    keyPrefix: z.string(),
    names: z.optional(z.readonly(z.array(z.string()))),
  }),
  z.object({ kind: z.literal('terminal'), folder: z.string(), variable: z.string() }),
  z.object({
    kind: z.literal('program'),
    recipe: z.string(),
    answers: z.readonly(z.record(z.string(), z.string())),
  }),
]);
