import * as z from 'zod/mini';

/** Numbers a page gives its requests, so that it knows what an answer is about. */
export const requestNumber = z.int().check(z.minimum(1));

/** What every numbered request gets once it is through. */
export const answer = z.strictObject({
  type: z.literal('answer'),
  to: requestNumber,
  /** Why it was in vain, as a sentence; `null` when it went well. */
  trouble: z.nullable(z.string()),
});
export type Answer = z.infer<typeof answer>;
