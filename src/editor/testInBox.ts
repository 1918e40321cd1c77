import { t } from '@vscode/l10n';
import {
  InputBoxValidationSeverity,
  ThemeIcon,
  type InputBox,
  type QuickInputButton,
} from 'vscode';
import { CancelledError } from '../domain/errors.ts';
import { plainLine } from '../domain/text/plainLine.ts';
import { withoutMarkup } from '../wire/withoutMarkup.ts';

/** How a text is tried out. */
export interface TextTest {
  /** What is wrong with the text itself, without asking anybody. */
  problem(text: string): string | undefined;
  /** What the box says meanwhile. */
  readonly testing: string;
  /** Resolves with why it does not work, or with nothing where it does. Ends when `signal` does. */
  test(text: string, signal: AbortSignal): Promise<string | undefined>;
  /** Asked when the person accepts the same text again; `false` goes back to the box. */
  insists(text: string, because: string): Promise<boolean>;
}

/** A test that is seen in the box where the text was typed. */
export interface TestInBox {
  /** In the box while the test runs. */
  readonly stopButton: QuickInputButton;
  /** Resolves with whether the text is taken; where it is not, the box says why. */
  accept(text: string): Promise<boolean>;
  /** Stops the test, as it was of another text, and says what is wrong with this one itself. */
  typed(text: string): void;
  stop(): void;
}

/** @param buttons that the box has while nothing is tested */
export function createTestInBox(
  box: Pick<InputBox, 'busy' | 'buttons' | 'validationMessage'>,
  question: TextTest,
  buttons: readonly QuickInputButton[],
): TestInBox {
  const stopButton = { iconPath: new ThemeIcon('debug-stop'), tooltip: t('Stop the Test') };
  let running: AbortController | undefined;
  let asking = false;
  let refused: { readonly text: string; readonly because: string } | undefined;

  const stop = () => {
    running?.abort(new CancelledError());
    running = undefined;
    box.busy = false;
    box.buttons = buttons;
  };
  const say = (sentence: string, severity = InputBoxValidationSeverity.Error) => {
    box.validationMessage = { message: withoutMarkup(plainLine(sentence)), severity };
  };

  const insists = async (text: string, because: string) => {
    asking = true;
    try {
      return await question.insists(text, because);
    } finally {
      asking = false;
    }
  };

  const works = async (text: string): Promise<boolean> => {
    const abort = new AbortController();
    running = abort;
    box.busy = true;
    box.buttons = [stopButton];
    say(question.testing, InputBoxValidationSeverity.Info);
    const because = await question.test(text, abort.signal).catch((failure: unknown) => {
      if (!abort.signal.aborted) throw failure;
      return undefined;
    });
    if (abort.signal.aborted) return false;
    stop();
    if (because === undefined) return true;
    refused = { text, because };
    say(t('{0} Press Enter again to use it all the same.', because));
    return false;
  };

  return {
    stopButton,
    async accept(text) {
      if (running || asking) return false;
      const problem = question.problem(text);
      if (problem !== undefined) {
        say(problem);
        return false;
      }
      return refused?.text === text ? insists(text, refused.because) : works(text);
    },
    typed(text) {
      stop();
      const problem = text === '' ? undefined : question.problem(text.trim());
      if (problem === undefined) box.validationMessage = undefined;
      else say(problem);
    },
    stop,
  };
}
