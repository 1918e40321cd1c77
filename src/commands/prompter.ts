import { t } from '@vscode/l10n';
import type { Paragraphs } from '../domain/text/plainLine.ts';
import { isAnswered, isOwnArgument } from '../editor/ownArguments.ts';
import type * as prompts from '../editor/prompts.ts';
import type { Confirmation } from '../editor/prompts.ts';
import type * as steps from '../editor/steps.ts';
import { calledByProgram } from './caller.ts';

/** The editor's questions; each throws CancelledError where the person dismisses it. */
export type Questions = Pick<
  typeof prompts,
  'pick' | 'pickActive' | 'pickMany' | 'ask' | 'confirm' | 'agrees'
> &
  Pick<typeof steps, 'pickStep' | 'pickManyStep' | 'askStep'>;

/** Where something was left out that a command needs. */
export interface LeftOut<T> {
  /** Has the person say it. */
  readonly ask: () => Promise<T>;
  /** What a program gets, of which nothing is asked. @throws UserFacingError where it has to say it itself */
  readonly unasked: () => T | Promise<T>;
}

/** How a command comes to what it was not told, and to a yes. */
export interface Prompter extends Questions {
  /** Something else than a person called, and said what it wants. */
  readonly isProgram: boolean;
  /** The person has said yes to exactly this call, whole, before the command began. */
  readonly isAgreed: boolean;
  /** The person's own setting lets programs act without being asked. */
  isAutomated(): boolean;
  /** A person is shown what is about to be written: also of a program's call, which names no lines. */
  isWatched(): boolean;
  /** What was given; where it was left out, what the person says or what a program gets. */
  complete<T>(given: T | undefined, left: LeftOut<T>): Promise<T>;
  /** Asks for a yes unless the person has given it: the button that was pressed, or nothing. */
  confirmOnce<T extends string>(question: Confirmation<T>): Promise<T | undefined>;
  /**
   * Has the person say yes to what is done at once, unless they pressed a button of ours or have said so
   * already. Neither a call without arguments, nor a row, nor Enter in a list is a will: tasks of a folder
   * that run beside each other call the command and `workbench.action.acceptSelectedQuickOpenItem`. No
   * command presses a button of a dialog. @throws CancelledError where the person declines
   */
  agreeTo(
    action: string,
    about: { readonly subject: string; readonly detail: Paragraphs },
  ): Promise<void>;
  /** The one for a call that the command makes itself. @param argument what it calls with */
  forCall(argument: unknown): Prompter;
}

/**
 * The one for a call.
 * @param argument what the command was called with
 * @param isAutomated whether the person's own setting lets programs act without being asked
 */
export function createPrompter(
  argument: unknown,
  questions: Questions,
  isAutomated: () => boolean,
): Prompter {
  const isAgreed = isAnswered(argument);
  const isPressed = isOwnArgument(argument);
  const prompter = calledByProgram(argument)
    ? ofProgram(questions, isAgreed, () => !isAutomated())
    : ofPerson(questions, isAgreed);
  return {
    ...prompter,
    isAutomated,
    async agreeTo(action, about) {
      if (!isPressed && !isAutomated()) await prompter.agreeTo(action, about);
    },
    forCall: (called) => createPrompter(called, questions, isAutomated),
  };
}

/**
 * The same ports for what a person here goes on with, whoever had called. `isAgreed`: what they pressed
 * named the connection, so that production is not asked about again.
 */
export function forPerson<Ports extends { readonly prompter: Prompter }>(
  ports: Ports,
  { isAgreed = false }: { readonly isAgreed?: boolean } = {},
): Ports {
  return { ...ports, prompter: { ...ports.prompter, ...ofPerson(ports.prompter, isAgreed) } };
}

/** Runs another command as if it had been called with this argument. */
export function callWith<Ports extends { readonly prompter: Prompter }, Result>(
  ports: Ports,
  command: (ports: Ports, argument: unknown) => Promise<Result>,
  argument: unknown,
): Promise<Result> {
  return command({ ...ports, prompter: ports.prompter.forCall(argument) }, argument);
}

/** What does not go on to the calls of a command. */
type OfCall = Omit<Prompter, 'forCall' | 'isAutomated'>;

/** Asks in the editor for whatever was left out. */
function ofPerson(questions: Questions, isAgreed: boolean): OfCall {
  return {
    ...withConsent(questions, isAgreed),
    isProgram: false,
    isWatched: () => true,
    complete: async (given, { ask }) => (given === undefined ? ask() : given),
  };
}

/** Answers from the arguments; what they leave out is not asked. */
function ofProgram(questions: Questions, isAgreed: boolean, isWatched: () => boolean): OfCall {
  return {
    ...withConsent(questions, isAgreed),
    isProgram: true,
    isWatched,
    complete: async (given, { unasked }) => (given === undefined ? unasked() : given),
  };
}

function withConsent(questions: Questions, isAgreed: boolean) {
  const confirmOnce: Prompter['confirmOnce'] = async (question) =>
    isAgreed ? undefined : questions.confirm(question);
  const agreeTo: Prompter['agreeTo'] = async (action, { subject, detail }) => {
    const message = t('{0}: {1}?', action, subject);
    await confirmOnce({ message, detail, buttons: [action] });
  };
  return { ...questions, isAgreed, confirmOnce, agreeTo };
}
