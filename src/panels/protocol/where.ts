import * as z from 'zod/mini';

const text = z.string();

/** Session context; what is `null` is not known, or says no more than the connection's name. */
export const where = z.strictObject({
  connection: text,
  production: z.boolean(),
  workspace: z.nullable(text),
  role: z.nullable(text),
  /** A control-plane workspace is chosen, so that another one can be. */
  chosen: z.boolean(),
});
export type Where = z.infer<typeof where>;

const time = z.number();

/** How far what is shown can be trusted; times in milliseconds, written by the page's own clock. */
export const freshness = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('fresh'), at: time }),
  z.strictObject({ kind: z.literal('stale'), since: time, because: text }),
  z.strictObject({ kind: z.literal('failed'), because: text }),
]);
export type ShownFreshness = z.infer<typeof freshness>;
