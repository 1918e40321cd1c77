import { window } from 'vscode';

type Shown = (message: string, ...rest: readonly unknown[]) => Promise<unknown>;

/** What stands for the person while a command of this test's own bundle runs. */
export interface Person {
  readonly showInformationMessage?: Shown;
  readonly showWarningMessage?: Shown;
  readonly showErrorMessage?: Shown;
  readonly showInputBox?: () => Promise<string | undefined>;
  readonly showQuickPick?: (rows: unknown, options: { readonly title: string }) => Promise<unknown>;
  readonly createQuickPick?: () => unknown;
  readonly withProgress?: (
    options: { readonly cancellable: boolean },
    work: (...given: unknown[]) => Promise<unknown>,
  ) => Promise<unknown>;
}

/** Answers what VS Code would show with what `person` says. @returns what gives VS Code its own back */
export function answerWith(person: Person): () => void {
  const own = Object.fromEntries(
    Object.keys(person).map((name) => [name, Reflect.get(window, name)]),
  );
  Object.assign(window, person);
  return () => Object.assign(window, own);
}

/** A list of a question of several steps, whose first row the person takes at once. @param shown told its title */
export function takingFirst(shown: (title: string) => void): () => unknown {
  return () => {
    const nothing = { dispose: () => undefined };
    let accept = (): void => undefined;
    const list = {
      title: '',
      items: [] as unknown[],
      selectedItems: [] as unknown[],
      onDidAccept(listener: () => void) {
        accept = listener;
        return nothing;
      },
      onDidHide: () => nothing,
      onDidTriggerButton: () => nothing,
      show() {
        shown(list.title);
        list.selectedItems = list.items.slice(0, 1);
        accept();
      },
      ...nothing,
    };
    return list;
  };
}

/** A press of the button with this label, of whatever shows it; everything else is dismissed. */
export const pressing =
  (label: string): Shown =>
  async (_message, ...rest) =>
    rest.find((button) => button === label);
