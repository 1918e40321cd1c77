import type { Counts } from './results.ts';

/**
 * What a window of the editor suite counts for that left no counts: a failure for each of its files, which
 * `npm test -- --failed` then runs again. How many tests were in them, only the window knew.
 *
 * @param files from the root of the project
 * @param error Why it left none; its first line is told
 */
export function lostWindow(kind: string, files: readonly string[], error: unknown): Counts {
  const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const title = `none of its tests counts, the window “${kind}” has not told of them: ${why}`;
  const failures = files.map((file) => ({ title, file }));
  return { passed: 0, failed: files.length, skipped: 0, failures };
}
