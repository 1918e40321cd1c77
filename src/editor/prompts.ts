import {
  EventEmitter,
  ProgressLocation,
  QuickPickItemKind,
  window,
  type InputBoxOptions,
  type QuickPickItem,
  type QuickPickOptions,
} from 'vscode';
import { CancelledError } from '../domain/errors.ts';
import { isolated } from '../domain/text/isolated.ts';
import { plainLine, plainParagraphs, type Paragraphs } from '../domain/text/plainLine.ts';
import { withoutMarkup } from '../wire/withoutMarkup.ts';

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  /** A line between rows, with its label in it; nobody can choose it, so `value` is never given. */
  readonly isSeparator?: true;
}

/** Labels are ours and may have an icon; what stands beside and below them has names of others in it. */
export function plainRows<T>(choices: readonly Choice<T>[]): Choice<T>[] {
  return choices.map((choice) => ({
    ...choice,
    ...(choice.isSeparator ? { kind: QuickPickItemKind.Separator } : {}),
    label: isolated(plainLine(choice.label)),
    ...(choice.description ? { description: withoutMarkup(plainLine(choice.description)) } : {}),
    ...(choice.detail ? { detail: withoutMarkup(plainLine(choice.detail)) } : {}),
  }));
}

/** Asks for one of `choices`. @throws CancelledError when the person dismisses it. */
export async function pick<T>(
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  options: QuickPickOptions,
): Promise<T> {
  const rows = Promise.resolve(choices).then((all) => plainRows(all));
  const picked = await window.showQuickPick<Choice<T>>(rows, {
    matchOnDescription: true,
    matchOnDetail: true,
    ...options,
    canPickMany: false,
  });
  if (!picked) throw new CancelledError();
  return picked.value;
}

/**
 * The same for a list in which something stands above what Enter takes at first. The list stays where it is
 * when the window loses the focus. @throws CancelledError when the person dismisses it.
 */
export async function pickActive<T>(
  choices: readonly Choice<T>[],
  options: {
    readonly title: string;
    readonly placeHolder: string;
    readonly active: Choice<T> | undefined;
  },
): Promise<T> {
  const rows = plainRows(choices);
  const list = window.createQuickPick<Choice<T>>();
  list.title = options.title;
  list.placeholder = options.placeHolder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = rows;
  const active = rows[options.active ? choices.indexOf(options.active) : -1];
  if (active) list.activeItems = [active];
  try {
    return await new Promise<T>((resolve, reject) => {
      list.onDidAccept(() => {
        const [chosen] = list.selectedItems;
        if (chosen) resolve(chosen.value);
      });
      list.onDidHide(() => {
        reject(new CancelledError());
      });
      list.show();
    });
  } finally {
    list.dispose();
  }
}

/** Asks for any number of `choices`; those with `picked` are ticked. @throws CancelledError */
export async function pickMany<T>(
  choices: readonly Choice<T>[],
  options: QuickPickOptions,
): Promise<T[]> {
  const picked = await window.showQuickPick(plainRows(choices), { ...options, canPickMany: true });
  if (!picked) throw new CancelledError();
  return picked.map((choice) => choice.value);
}

/** Asks for a line of text. @throws CancelledError when the person dismisses it. */
export async function ask(options: InputBoxOptions): Promise<string> {
  const { prompt } = options;
  const text = await window.showInputBox({
    ignoreFocusOut: true,
    ...options,
    // VS Code makes links of `[words](address)` there.
    ...(prompt === undefined ? {} : { prompt: withoutMarkup(prompt) }),
  });
  if (text === undefined) throw new CancelledError();
  return text.trim();
}

export interface Confirmation<T extends string> {
  readonly message: string;
  /** What stops working, where, and whether it can be undone. */
  readonly detail: Paragraphs;
  readonly buttons: readonly [T, ...T[]];
}

const longestMessage = 400;

const dialogAnswered = new EventEmitter<void>();
/** After each modal question: VS Code gives the keyboard back to the window, not to a page in it. */
export const onDidAnswerDialog = dialogAnswered.event;

/** A modal question; answers with the button that was pressed. @throws CancelledError */
export async function confirm<T extends string>(question: Confirmation<T>): Promise<T> {
  const pressed = await answerOf(question);
  if (pressed === undefined) throw new CancelledError();
  return pressed;
}

/** A modal question with one button; `false` where the person dismisses it. */
export async function agrees(question: Confirmation<string>): Promise<boolean> {
  return (await answerOf(question)) !== undefined;
}

async function answerOf<T extends string>(question: Confirmation<T>): Promise<T | undefined> {
  const { message, detail, buttons } = question;
  const answer = await window.showWarningMessage(
    plainLine(message, longestMessage),
    { modal: true, detail: plainParagraphs(detail).join('\n\n') },
    ...buttons,
  );
  dialogAnswered.fire();
  return answer;
}

/**
 * Runs `work` with a progress notification that appears after a second. It has a Cancel only where
 * `work` takes the signal: a button that nothing listens to would lie.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, step: (message: string) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const running = { done: false };
  let message = '';
  let tell: ((message: string) => void) | undefined;
  const result = work(abort.signal, (step) => {
    message = step;
    tell?.(step);
  }).finally(() => {
    running.done = true;
  });
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 1000));
  await Promise.race([result.then(noop, noop), patience]);
  if (running.done) return result;
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: withoutMarkup(title),
      cancellable: work.length > 0,
    },
    async (progress, token) => {
      const listener = token.onCancellationRequested(() => {
        abort.abort(new CancelledError());
      });
      tell = (step) => {
        progress.report({ message: withoutMarkup(step) });
      };
      if (message) tell(message);
      try {
        return await result;
      } finally {
        listener.dispose();
      }
    },
  );
}

function noop(): void {
  // The outcome is awaited again by the caller of `withProgress`.
}
