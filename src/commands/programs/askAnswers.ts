import { t } from '@vscode/l10n';
import { askInSteps } from '../../editor/inSteps.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import {
  answerTrouble,
  completeAnswers,
  type AnswerTrouble,
} from '../../programs/fillArguments.ts';
import type { Question } from '../../programs/recipe.ts';
import type { Asking } from '../ports.ts';
import type { ChosenRecipe } from './chooseRecipe.ts';

type Answers = Readonly<Record<string, string>>;

/**
 * Asks what a recipe asks, one step each, with what is suggested in the box.
 * @throws CancelledError
 */
export async function askAnswers(
  { prompter }: Pick<Asking, 'prompter'>,
  { suggestions }: Pick<KeyPrograms, 'suggestions'>,
  { recipe, guesses }: ChosenRecipe,
  given: Answers = {},
): Promise<Answers> {
  const answers = new Map<string, string>();
  await askInSteps(
    recipe.questions.map((question) => async (at) => {
      const { name } = question;
      const suggested =
        answers.get(name) ?? given[name] ?? suggestion(suggestions, recipe.id, name, guesses) ?? '';
      const fits = suggested !== '' && answerTrouble(question, suggested) === undefined;
      const answer = await prompter.askStep(
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
  suggestions: KeyPrograms['suggestions'],
  recipe: string,
  name: string,
  guesses: ChosenRecipe['guesses'],
): string | undefined {
  const variable = suggestions.variable();
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
      return recipe.startsWith('own:') ? undefined : inFolder(suggestions.folderName(), variable);
    default:
      return undefined;
  }
}

/** `app/GOVRAIL_API_KEY`: stores of a person's own have the secrets of all their folders. */
function inFolder(name: string | undefined, variable: string): string {
  const folder = name?.replace(/[^\w.-]+/g, '-');
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
