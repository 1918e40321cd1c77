import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import type { Recipe } from '../../programs/recipe.ts';

/** A command as a person reads it: what has blanks or signs in it stands in quotes. */
export function commandText(path: string, args: readonly string[]): string {
  return [path, ...args]
    .map((part) => (/^[\w./:@=%+,{}\\-]+$/.test(part) ? part : JSON.stringify(part)))
    .join(' ');
}

/** What the person runs in a terminal of theirs to be signed in; `undefined` where it is not known. */
export function signInCommand(
  { program }: Pick<Recipe, 'program'>,
  { host }: ProgramPlace['answers'],
): string | undefined {
  switch (program) {
    case 'gh':
      return host === undefined || host === 'github.com'
        ? 'gh auth login'
        : `gh auth login --hostname ${host}`;
    case 'wrangler':
      return 'wrangler login';
    case 'pass':
      return 'pass init GPG-ID';
    default:
      return undefined;
  }
}
