import type { Questions } from '../../../../src/commands/prompter.ts';
import { CancelledError } from '../../../../src/domain/errors.ts';
import type { Choice } from '../../../../src/editor/prompts.ts';

/** Escape. */
export const dismisses = Symbol('dismisses');

/** What stands in the label, or on the button; several of a list where many can be ticked; the text of a box. */
export type Answer = string | readonly string[] | typeof dismisses;

export interface ScriptedPerson {
  readonly questions: Questions;
  /** The titles of lists and boxes and the messages of dialogs, in their order. */
  readonly asked: readonly string[];
  /** The last list's labels, and the last dialog's paragraphs. */
  readonly shown: readonly string[];
  /** What nobody asked for. */
  readonly left: readonly Answer[];
}

/** Somebody who gives these answers one after the other; a question more than those is a defect. */
export function scriptedPerson(...answers: readonly Answer[]): ScriptedPerson {
  const left = [...answers];
  const asked: string[] = [];
  let shown: readonly string[] = [];
  const next = (question: string, rows: readonly string[]): string | readonly string[] => {
    asked.push(question);
    shown = rows;
    const answer = left.shift();
    if (answer === undefined) throw new Error(`Nobody was to be asked: ${question}`);
    if (answer === dismisses) throw new CancelledError();
    return answer;
  };
  const among = <T>(choices: readonly Choice<T>[], wanted: string): Choice<T> => {
    const found = choices.find((each) => !each.isSeparator && each.label.includes(wanted));
    if (!found)
      throw new Error(`No “${wanted}” in: ${choices.map((each) => each.label).join(', ')}`);
    return found;
  };
  const labels = (choices: readonly { readonly label: string }[]) =>
    choices.map(({ label }) => label);
  const one = <T>(choices: readonly Choice<T>[], title: string): T =>
    among(choices, String(next(title, labels(choices)))).value;
  const many = <T>(choices: readonly Choice<T>[], title: string): T[] =>
    [next(title, labels(choices))].flat().map((wanted) => among(choices, wanted).value);
  const pressed = <T extends string>(buttons: readonly T[], answer: string): T => {
    const button = buttons.find((each) => each === answer);
    if (button === undefined) throw new Error(`No “${answer}” among: ${buttons.join(', ')}`);
    return button;
  };
  const questions: Questions = {
    pick: async (choices, { title = '' }) => one(await choices, title),
    pickActive: async (choices, { title }) => one(choices, title),
    pickMany: async (choices, { title = '' }) => many(choices, title),
    ask: async ({ title = '' }) => String(next(title, [])),
    async confirm({ message, detail, buttons }) {
      const paragraphs = [detail].flat(2);
      return pressed(buttons, String(next(message, paragraphs)));
    },
    async agrees({ message, detail, buttons }) {
      const answer = next(message, [detail].flat(2));
      if (answer === 'No') return false;
      pressed(buttons, String(answer));
      return true;
    },
    pickStep: async (choices, { title }) => one(choices, title),
    pickManyStep: async (choices, { title }) => many(choices, title),
    askStep: async ({ title }) => String(next(title, [])),
  };
  return {
    questions,
    asked,
    get shown() {
      return shown;
    },
    left,
  };
}
