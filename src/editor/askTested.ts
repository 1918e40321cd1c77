import { t } from '@vscode/l10n';
import {
  InputBoxValidationSeverity,
  ThemeIcon,
  window,
  type InputBoxOptions,
  type QuickInputButton,
} from 'vscode';
import { CancelledError } from '../domain/errors.ts';
import { plainLine } from '../domain/text/plainLine.ts';
import { withoutMarkup } from '../wire/withoutMarkup.ts';
import { createDisposableStore } from './disposables.ts';

/** A line of text that is tried out before it is taken. */
export interface TestedQuestion {
  readonly options: Pick<
    InputBoxOptions,
    'title' | 'prompt' | 'placeHolder' | 'password' | 'value'
  >;
  /** What is wrong with the text itself, without asking anybody. */
  problem(text: string): string | undefined;
  /** What the box says meanwhile. */
  readonly testing: string;
  /** Resolves with why it does not work, or with nothing where it does. Ends when `signal` does. */
  test(text: string, signal: AbortSignal): Promise<string | undefined>;
  /** Asked when the person accepts the same text again; `false` goes back to the box. */
  insists(text: string, because: string): Promise<boolean>;
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
  const { title, prompt, placeHolder, password, value } = question.options;
  const owned = createDisposableStore();
  const box = owned.add(window.createInputBox());
  box.title = title;
  box.placeholder = placeHolder;
  box.password = password ?? false;
  box.value = value ?? '';
  box.prompt = withoutMarkup(prompt ?? '');
  box.ignoreFocusOut = true;
  box.step = among?.step;
  box.totalSteps = among?.totalSteps;
  const buttons = among?.buttons ?? [];
  box.buttons = buttons;
  const stop = { iconPath: new ThemeIcon('debug-stop'), tooltip: t('Stop the Test') };
  let running: AbortController | undefined;
  let asking = false;
  let refused: { readonly text: string; readonly because: string } | undefined;

  const idle = () => {
    running?.abort(new CancelledError());
    running = undefined;
    box.busy = false;
    box.buttons = buttons;
  };
  const error = (sentence: string) => ({
    message: withoutMarkup(plainLine(sentence)),
    severity: InputBoxValidationSeverity.Error,
  });

  /** Resolves with whether the text is taken. */
  const accept = async (text: string): Promise<boolean> => {
    const problem = question.problem(text);
    if (problem !== undefined) {
      box.validationMessage = error(problem);
      return false;
    }
    if (refused?.text === text) {
      asking = true;
      try {
        return await question.insists(text, refused.because);
      } finally {
        asking = false;
      }
    }
    const abort = new AbortController();
    running = abort;
    box.busy = true;
    box.buttons = [stop];
    box.validationMessage = {
      message: withoutMarkup(plainLine(question.testing)),
      severity: InputBoxValidationSeverity.Info,
    };
    const because = await question.test(text, abort.signal).catch((failure: unknown) => {
      if (!abort.signal.aborted) throw failure;
      return undefined;
    });
    if (abort.signal.aborted) return false;
    idle();
    if (because === undefined) return true;
    refused = { text, because };
    box.validationMessage = error(t('{0} Press Enter again to use it all the same.', because));
    return false;
  };

  return new Promise<StepAnswer>((resolve, reject) => {
    owned.add(
      box.onDidChangeValue((text) => {
        idle();
        const problem = text === '' ? undefined : question.problem(text.trim());
        box.validationMessage = problem === undefined ? undefined : error(problem);
      }),
    );
    owned.add(
      box.onDidTriggerButton((button) => {
        idle();
        box.validationMessage = undefined;
        if (button !== stop) resolve({ kind: 'button', button, text: box.value });
      }),
    );
    owned.add(
      box.onDidAccept(() => {
        if (running || asking) return;
        const text = box.value.trim();
        accept(text).then((taken) => {
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
    idle();
    owned.dispose();
  });
}
