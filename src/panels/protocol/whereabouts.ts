import * as z from 'zod/mini';

const text = z.string();

/** Session context; the control-plane workspace and the role are `null` while they are not known. */
export const where = z.strictObject({
  connection: text,
  production: z.boolean(),
  workspace: z.nullable(text),
  role: z.nullable(text),
});
export type Where = z.infer<typeof where>;

/** How far what is shown can be trusted, and a sentence about it. */
export const freshness = z.strictObject({
  kind: z.enum(['never', 'fresh', 'stale', 'failed']),
  text,
});
export type ShownFreshness = z.infer<typeof freshness>;
