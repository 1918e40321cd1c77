import * as z from 'zod/mini';
import { holesOf } from './fillArguments.ts';
import { ownRecipe, type Recipe } from './recipe.ts';

/** What a person's settings say of programs, and what in them is no recipe. */
export interface OwnRecipes {
  readonly recipes: readonly Recipe[];
  /** In English, as everything about settings is: the recipe's name, and what is wrong. */
  readonly problems: readonly string[];
}

const named = z.record(z.string(), z.unknown());

/** The recipes in the value of `keyrail.programs`, which is the person's own and never a folder's. */
export function readOwnRecipes(value: unknown): OwnRecipes {
  const all = named.safeParse(value ?? {});
  if (!all.success) return { recipes: [], problems: ['keyrail.programs is no object.'] };
  const recipes: Recipe[] = [];
  const problems: string[] = [];
  for (const [name, each] of Object.entries(all.data)) {
    const parsed = ownRecipe.safeParse(each);
    if (!/^[\w .-]{1,60}$/.test(name)) {
      problems.push(
        `${JSON.stringify(name)}: a name has letters, digits, spaces, dots and dashes.`,
      );
    } else if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map(
          ({ path, message }) => `${[name, ...path].join('.')}: ${message}`,
        ),
      );
    } else {
      const recipe = { ...parsed.data, id: `own:${name}` };
      const unfilled = holeProblems(recipe);
      if (unfilled.length === 0) recipes.push(recipe);
      problems.push(...unfilled.map((problem) => `${name}: ${problem}`));
    }
  }
  return { recipes, problems };
}

/** What in a recipe could not be filled when it is used. */
export function holeProblems(recipe: Recipe): readonly string[] {
  const { signedIn, put, replace, get, seen, remove, environment } = recipe;
  const asked = new Map(recipe.questions.map((question) => [question.name, question]));
  const commands = [put, typeof replace === 'object' ? replace : undefined, get, seen, remove];
  const args = commands.flatMap((command) => command?.args ?? []);
  const read = seen?.read ?? {};
  const where = [
    'line' in read ? read.line : (read.where?.is ?? ''),
    get?.folder ?? '',
    put.begin ?? '',
    put.end ?? '',
  ];
  const all = [...args.flat(), ...Object.values(environment ?? {}), ...where].flatMap(holesOf);
  const always = [...args.filter((each) => typeof each === 'string'), ...where].flatMap(holesOf);
  const problems = new Set<string>();
  for (const name of all) if (!asked.has(name)) problems.add(`no question asks for {${name}}.`);
  for (const name of always) {
    const question = asked.get(name);
    if (question?.optional !== true || question.default !== undefined) continue;
    problems.add(`{${name}} is optional: put the arguments that need it into a list of their own.`);
  }
  if (signedIn?.args.flat().some((each) => holesOf(each).length > 0)) {
    problems.add('signedIn: nothing is answered yet when it is run.');
  }
  return [...problems];
}
