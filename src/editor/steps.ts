import { QuickInputButtons, window, type QuickInput } from 'vscode';
import { CancelledError } from '../domain/errors.ts';
import { withoutMarkup } from '../wire/withoutMarkup.ts';
import { createDisposableStore } from './disposables.ts';
import { BackPressed, type StepAt } from './inSteps.ts';
import { plainRows, type Choice } from './prompts.ts';

interface ListQuestion {
  readonly title: string;
  readonly placeHolder: string;
}

/** One of `choices`, beginning at the one that is `picked`. @throws CancelledError, BackPressed */
export async function pickStep<T>(
  choices: readonly Choice<T>[],
  question: ListQuestion,
  at: StepAt,
): Promise<T> {
  const [chosen] = await listStep(choices, question, at, false);
  // A list without rows for what was typed is accepted by nothing.
  if (!chosen) throw new CancelledError();
  return chosen.value;
}

/** Any number of `choices`, those with `picked` ticked. @throws CancelledError, BackPressed */
export async function pickManyStep<T>(
  choices: readonly Choice<T>[],
  question: ListQuestion,
  at: StepAt,
): Promise<T[]> {
  return (await listStep(choices, question, at, true)).map(({ value }) => value);
}

function listStep<T>(
  choices: readonly Choice<T>[],
  { title, placeHolder }: ListQuestion,
  at: StepAt,
  isMany: boolean,
): Promise<readonly Choice<T>[]> {
  const rows = plainRows(choices);
  const list = window.createQuickPick<Choice<T>>();
  list.title = title;
  list.placeholder = placeHolder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.canSelectMany = isMany;
  list.items = rows;
  const picked = rows.filter((row) => row.picked);
  if (isMany) list.selectedItems = picked;
  else if (picked.length > 0) list.activeItems = picked;
  return showStep(list, at, () =>
    isMany || list.selectedItems.length > 0 ? list.selectedItems : undefined,
  );
}

/** A line of text. @throws CancelledError, BackPressed */
export async function askStep(
  question: {
    readonly title: string;
    readonly prompt: string;
    readonly placeHolder?: string;
    readonly value: string;
    /** What is wrong with the text. */
    readonly problem?: (text: string) => string | undefined;
  },
  at: StepAt,
): Promise<string> {
  const box = window.createInputBox();
  box.title = question.title;
  box.prompt = withoutMarkup(question.prompt);
  box.placeholder = question.placeHolder;
  box.value = question.value;
  box.ignoreFocusOut = true;
  const judge = () => {
    box.validationMessage = question.problem?.(box.value.trim());
  };
  // It is let go of with the box.
  box.onDidChangeValue(judge);
  return showStep(box, at, () => {
    judge();
    return box.validationMessage === undefined ? box.value.trim() : undefined;
  });
}

/** What a step needs of a list or a box of VS Code. */
type StepInput = QuickInput &
  Pick<ReturnType<typeof window.createInputBox>, 'buttons' | 'onDidAccept' | 'onDidTriggerButton'>;

/** @param accepted what Enter takes now, if anything */
async function showStep<T>(
  input: StepInput,
  at: StepAt,
  accepted: () => T | undefined,
): Promise<T> {
  input.step = at.step;
  input.totalSteps = at.totalSteps;
  input.buttons = at.hasBack ? [QuickInputButtons.Back] : [];
  const owned = createDisposableStore();
  owned.add(input);
  try {
    return await new Promise<T>((resolve, reject) => {
      owned.add(
        input.onDidTriggerButton(() => {
          reject(new BackPressed());
        }),
      );
      owned.add(
        input.onDidAccept(() => {
          const answer = accepted();
          if (answer !== undefined) resolve(answer);
        }),
      );
      owned.add(
        input.onDidHide(() => {
          reject(new CancelledError());
        }),
      );
      input.show();
    });
  } finally {
    owned.dispose();
  }
}
