/** `gh-actions: octo/app, GOVRAIL_API_KEY`: the recipe, and what was answered to its questions. */
export function programPlaceText({
  recipe,
  answers,
}: {
  readonly recipe: string;
  readonly answers: Readonly<Record<string, string>>;
}): string {
  const given = Object.values(answers).filter((answer) => answer !== '');
  return [recipe.replace(/^own:/, ''), given.join(', ')].filter((part) => part !== '').join(': ');
}
