import * as z from 'zod/mini';

const text = z.string();

/** How much of a limit is used. */
export const pressure = z.strictObject({
  label: text,
  text,
  /** used / limit, may exceed 1; `null` when unlimited. */
  ratio: z.nullable(z.number()),
  level: z.enum(['unlimited', 'ok', 'high', 'blocked']),
});
export type ShownPressure = z.infer<typeof pressure>;
