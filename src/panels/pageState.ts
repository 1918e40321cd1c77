import * as z from 'zod/mini';

const id = z.string().check(z.maxLength(200));

/**
 * What a page leaves for the next window: ids at most. VS Code keeps it in its own storage, so it is
 * read as anything that comes from a page.
 */
const pageState = z.object({ keyId: z.optional(id), runId: z.optional(id) });
export type PageState = z.infer<typeof pageState>;

/** Never throws: a state of another version is none. */
export function readPageState(state: unknown): PageState {
  const parsed = pageState.safeParse(state);
  return parsed.success ? parsed.data : {};
}
