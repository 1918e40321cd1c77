import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { readSetting } from '../../editor/settings.ts';
import { askStep } from '../../editor/steps.ts';
import { askInSteps } from '../../editor/inSteps.ts';
import {
  answerTrouble,
  completeAnswers,
  type AnswerTrouble,
} from '../../programs/fillArguments.ts';
import type { Question } from '../../programs/recipe.ts';
import type { ChosenRecipe } from './chooseRecipe.ts';

type Answers = Readonly<Record<string, string>>;

/**
 * Asks what a recipe asks, one step each, with what is suggested in the box.
 * @throws CancelledError
 */
export async function askAnswers(
  { recipe, guesses }: ChosenRecipe,
  given: Answers = {},
): Promise<Answers> {
  const answers = new Map<string, string>();
  await askInSteps(
    recipe.questions.map((question) => async (at) => {
      const { name } = question;
      const suggested =
        answers.get(name) ?? given[name] ?? suggestion(recipe.id, name, guesses) ?? '';
      const fits = suggested !== '' && answerTrouble(question, suggested) === undefined;
      const answer = await askStep(
        {
          title: recipe.title,
          prompt: promptOf(question),
          value: fits ? suggested : (question.default ?? ''),
          problem: (text) => {
            const trouble = answerTrouble(question, text);
            return trouble && troubleText(trouble, question);
          },
        },
        at,
      );
      answers.set(name, answer);
    }),
  );
  const answered = Object.fromEntries(answers);
  return { ...(completeAnswers(recipe.questions, answered) ?? answered) };
}

function promptOf({ title, optional }: Question): string {
  return optional === true ? t('{0} (may stay empty)', title) : title;
}

/** Only what is seen in the box: a folder decides nothing by itself. */
function suggestion(
  recipe: string,
  name: string,
  guesses: ChosenRecipe['guesses'],
): string | undefined {
  const variable = readSetting('envVariable');
  switch (name) {
    case 'repository':
    case 'host':
    case 'worker':
      return guesses[name];
    case 'name':
      return variable;
    case 'path':
    case 'entry':
    case 'account':
      return recipe.startsWith('own:') ? undefined : inFolder(variable);
    default:
      return undefined;
  }
}

/** `app/GOVRAIL_API_KEY`: stores of a person's own have the secrets of all their folders. */
function inFolder(variable: string): string {
  const folder = workspace.workspaceFolders?.[0]?.name.replace(/[^\w.-]+/g, '-');
  return folder === undefined || folder === '' ? variable : `${folder}/${variable}`;
}

function troubleText(trouble: AnswerTrouble, { title }: Question): string {
  switch (trouble) {
    case 'missing':
      return t('{0} is needed.', title);
    case 'leading-dash':
      return t('It cannot begin with a dash: the program would take it for an option.');
    case 'unseen-signs':
      return t('There is a sign in it that cannot be seen.');
    case 'too-long':
      return t('It has more than 500 characters.');
    case 'pattern':
      return t('This is not what the program takes for it.');
  }
}
