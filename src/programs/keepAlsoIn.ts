import * as z from 'zod/mini';
import { completeAnswers, holesOf } from './fillArguments.ts';
import type { ProgramPlace } from './programPlace.ts';
import { escaped } from './readSeen.ts';
import type { Recipe } from './recipe.ts';

const setting = z.record(
  z.string(),
  z.strictObject({ recipe: z.string(), answers: z.record(z.string(), z.string()) }),
);

/** Every connection that is not named by itself. */
const every = '*';

/** What the person wants for a connection, or what is wrong with it. */
export type KeptAlsoIn =
  | { readonly kind: 'nowhere' }
  /** `{key}` in an answer is still to be filled. */
  | { readonly kind: 'place'; readonly place: ProgramPlace }
  | { readonly kind: 'wrong'; readonly because: 'shape' | 'no-recipe' | 'answers' | 'no-key' };

/**
 * Where every new secret of a connection is to be kept at once, as well. Each key needs an entry of its own:
 * two in one would mean that the second takes the first one's only other copy.
 */
export function readKeepAlsoIn(
  value: unknown,
  connection: string,
  recipes: readonly Recipe[],
): KeptAlsoIn {
  const parsed = setting.safeParse(value);
  if (!parsed.success) return { kind: 'wrong', because: 'shape' };
  const wanted = Object.hasOwn(parsed.data, connection)
    ? parsed.data[connection]
    : parsed.data[every];
  if (!wanted) return { kind: 'nowhere' };
  const recipe = recipes.find(({ id }) => id === wanted.recipe);
  if (!recipe) return { kind: 'wrong', because: 'no-recipe' };
  const answers = Object.fromEntries(
    Object.entries(wanted.answers).map(([name, answer]) => [
      name,
      answer.replaceAll('{connection}', partOfName(connection)),
    ]),
  );
  const isPlain = Object.values(answers)
    .flatMap(holesOf)
    .every((name) => name === 'key');
  const asItWillBe = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, answer.replaceAll('{key}', 'key')]),
  );
  const isKnown = Object.keys(answers).every((name) =>
    recipe.questions.some((question) => question.name === name),
  );
  if (!isPlain || !isKnown || !completeAnswers(recipe.questions, asItWillBe)) {
    return { kind: 'wrong', because: 'answers' };
  }
  if (!Object.values(answers).some((answer) => answer.includes('{key}'))) {
    return { kind: 'wrong', because: 'no-key' };
  }
  return { kind: 'place', place: { recipe: recipe.id, answers } };
}

/** A name that somebody chose, as one part of a path: nothing of it leads elsewhere. */
function partOfName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+/, '') || 'connection';
}

/** Whether a place is one of those that a template makes, whose `{key}` was filled. */
export function isMadeBy(template: ProgramPlace, { recipe, answers }: ProgramPlace): boolean {
  const names = Object.keys(template.answers);
  return (
    template.recipe === recipe &&
    Object.values(template.answers).some((answer) => answer.includes('{key}')) &&
    names.length === Object.keys(answers).length &&
    names.every((name) => fits(template.answers[name] ?? '', answers[name]))
  );
}

/** A key's part of a name has no sign that could lead elsewhere. */
function fits(template: string, answer: string | undefined): boolean {
  const parts = template.split('{key}').map(escaped);
  return answer !== undefined && new RegExp(`^${parts.join('[A-Za-z0-9_-]+')}$`).test(answer);
}
