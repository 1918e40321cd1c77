import type { Command, Recipe } from '../../../src/programs/recipe.ts';

/** What runs for a recipe, as docs/places.md shows it. */
export function commandLines(recipe: Recipe): readonly string[] {
  const { signedIn, put, get, seen, replace, remove, program } = recipe;
  const line = (what: string, command: Command | undefined) =>
    command ? [`${what.padEnd(10)}${program} ${command.args.flat().join(' ')}`] : [];
  return [
    ...line('signed in', signedIn),
    ...line('put', put),
    ...line('replace', typeof replace === 'object' ? replace : undefined),
    ...line('get', get),
    ...line('seen', seen),
    ...line('remove', remove),
  ];
}
