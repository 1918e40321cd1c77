import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { signInCommand } from '../../editor/programs/placeWords.ts';
import type { ProgramPlace, ReplaceRefusal } from '../../lifecycle/model/places.ts';
import type { Recipe } from '../../programs/recipe.ts';

/** Opens the person's own recipes. */
export function openSetting() {
  return {
    label: t('Open Setting'),
    command: 'workbench.action.openSettings',
    args: ['keyrail.programs'],
  };
}

/** A program says more of these than there is a word for. */
const speaking: ReadonlySet<ReplaceRefusal> = new Set([
  'signed-out',
  'offline',
  'locked',
  'timed-out',
  'program-failed',
]);

/** What the person can do themselves about a program that did not take a value, as buttons. */
export function remediesFor(
  reason: ReplaceRefusal,
  recipe: Recipe | undefined,
  answers: ProgramPlace['answers'],
): readonly Remedy[] {
  if (reason === 'no-recipe') return [openSetting()];
  if (!speaking.has(reason)) return [];
  const command = recipe && signInCommand(recipe, answers);
  // What it said is there.
  const log: Remedy = { label: t('Show Log'), command: 'keyrail.showLog' };
  if (reason !== 'signed-out' || command === undefined) return [log];
  return [
    { label: t('Copy “{0}”', command), command: 'keyrail.copyText', args: [{ text: command }] },
    log,
  ];
}

/** Of a program that nobody is signed in to, before anything was given to it. */
export function signedOut(recipe: Recipe, answers: ProgramPlace['answers']): UserFacingError {
  const command = signInCommand(recipe, answers);
  return new UserFacingError(
    command === undefined
      ? t('{0} is signed out. Sign in there, then try again.', recipe.title)
      : t('{0} is signed out. Run “{1}” in a terminal, then try again.', recipe.title, command),
    remediesFor('signed-out', recipe, answers),
  );
}
