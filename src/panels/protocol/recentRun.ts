import * as z from 'zod/mini';

/** A run that was made here before, as a bar of a small picture. */
export const recentRun = z.strictObject({
  id: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Its status in words. */
  status: z.string(),
  outcome: z.enum(['open', 'waiting', 'succeeded', 'failed']),
  /** In milliseconds; `null` while it goes on, or where it is not known. */
  took: z.nullable(z.number()),
});
export type RecentRun = z.infer<typeof recentRun>;
