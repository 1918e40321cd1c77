import { window, type InputBox, type InputBoxOptions, type QuickInputButton } from 'vscode';
import { CancelledError } from '../domain/errors.ts';
import { withoutMarkup } from '../wire/withoutMarkup.ts';
import { createDisposableStore } from './disposables.ts';
import { createTestInBox, type TextTest } from './testInBox.ts';

/** A line of text that is tried out before it is taken. */
export interface TestedQuestion extends TextTest {
  readonly options: Pick<
    InputBoxOptions,
    'title' | 'prompt' | 'placeHolder' | 'password' | 'value'
  >;
}

/** Where the question stands among several, and what else than an answer the person may want there. */
export interface Step {
  readonly step: number;
  readonly totalSteps: number;
  readonly buttons: readonly QuickInputButton[];
}

export type StepAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is what stands in the box, untested. */
  | { readonly kind: 'button'; readonly button: QuickInputButton; readonly text: string };

/**
 * Asks for a line of text and tests it in the box where it was typed: busy while that takes, stopped
 * by a button, by Escape or by typing on, and with the reason below it where it failed.
 * @throws CancelledError when the person dismisses it.
 */
export async function askTested(question: TestedQuestion): Promise<string> {
  // Without buttons nothing else can be pressed.
  return (await askTestedStep(question, undefined)).text;
}

/** The same as one of several questions. @throws CancelledError when the person dismisses it. */
export function askTestedStep(
  question: TestedQuestion,
  among: Step | undefined,
): Promise<StepAnswer> {
  const owned = createDisposableStore();
  const box = owned.add(createBox(question.options, among));
  const test = createTestInBox(box, question, among?.buttons ?? []);
  return new Promise<StepAnswer>((resolve, reject) => {
    owned.add(
      box.onDidChangeValue((text) => {
        test.typed(text);
      }),
    );
    owned.add(
      box.onDidTriggerButton((button) => {
        test.stop();
        box.validationMessage = undefined;
        if (button !== test.stopButton) resolve({ kind: 'button', button, text: box.value });
      }),
    );
    owned.add(
      box.onDidAccept(() => {
        const text = box.value.trim();
        test.accept(text).then((taken) => {
          if (taken) resolve({ kind: 'text', text });
        }, reject);
      }),
    );
    owned.add(
      box.onDidHide(() => {
        reject(new CancelledError());
      }),
    );
    box.show();
  }).finally(() => {
    test.stop();
    owned.dispose();
  });
}

function createBox(options: TestedQuestion['options'], among: Step | undefined): InputBox {
  const box = window.createInputBox();
  box.title = options.title;
  box.placeholder = options.placeHolder;
  box.password = options.password ?? false;
  box.value = options.value ?? '';
  box.prompt = withoutMarkup(options.prompt ?? '');
  box.ignoreFocusOut = true;
  box.step = among?.step;
  box.totalSteps = among?.totalSteps;
  box.buttons = among?.buttons ?? [];
  return box;
}
