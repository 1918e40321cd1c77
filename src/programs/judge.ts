import { saidText } from './said.ts';
import type { Failed, ProgramTrouble } from './programPlace.ts';
import type { Recipe } from './recipe.ts';
import type { Ended } from './runProgram.ts';
import type { Secret } from '../domain/secrets/secret.ts';

/** What a run means: it did it, it said that there is nothing, or it failed. */
export type Judged = { readonly kind: 'done' } | { readonly kind: 'none' } | Failed;

/** As the libraries say it that such programs are made with: Go's, Node's, curl's, Python's. */
const offline =
  /could not resolve|no such host|connection (?:refused|reset|timed out)|network is unreachable|no route to host|ECONN(?:REFUSED|RESET)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|i\/o timeout|error connecting to|temporary failure in name resolution|fetch failed|getaddrinfo/i;
const longestLine = 2000;
const inOrder = ['none', 'signed-out', 'locked', 'offline'] as const;

/** Judges how a program ended by its exit code, then by its words; what `prints` values shows none of its answer. */
export function judge(
  recipe: Recipe,
  ended: Ended,
  { secrets, prints }: { readonly secrets: readonly Secret[]; readonly prints: boolean },
): Judged {
  const said = saidText(prints ? [ended.stderr] : [ended.stderr, ended.stdout], secrets);
  const failed = (trouble: ProgramTrouble): Failed => ({
    kind: 'failed',
    trouble,
    ...(said === undefined ? {} : { said }),
  });
  if (ended.how === 'not-started') return { kind: 'failed', trouble: 'program-missing' };
  if (ended.how !== 'exited') return failed(ended.how);
  if (ended.code === 0) return { kind: 'done' };
  const meaning = meaningOf(recipe, ended);
  if (meaning === 'none') return { kind: 'none' };
  return failed(meaning ?? 'program-failed');
}

/** Which words of the recipe's, or of a library's, are among those of the program; `undefined` for none. */
export function meaningOf(
  recipe: Recipe,
  { stderr, stdout }: Pick<Ended, 'stderr' | 'stdout'>,
): (typeof inOrder)[number] | undefined {
  const lines = `${stderr.text}\n${stdout.text}`
    .split('\n')
    .map((line) => line.trimEnd().slice(0, longestLine));
  // A program that says nothing at all has one empty line, which `^$` stands for.
  const telling = lines.some(Boolean) ? lines.filter(Boolean) : [''];
  const has = (pattern: RegExp) => telling.some((line) => pattern.test(line));
  return inOrder.find((meaning) => {
    const words = recipe.says?.[meaning];
    if (words !== undefined && has(new RegExp(words, 'iu'))) return true;
    return meaning === 'offline' && has(offline);
  });
}
