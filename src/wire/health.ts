import * as z from 'zod/mini';

/** `GET /health`, no authentication. `now` is the server's clock, ISO 8601 UTC. */
export const health = z.looseObject({
  ok: z.boolean(),
  service: z.optional(z.string()),
  version: z.optional(z.string()),
  now: z.optional(z.string()),
});
export type Health = z.infer<typeof health>;
