import { commands } from 'vscode';
import { CancelledError, type Remedy } from '../domain/errors.ts';
import { corner } from './corner.ts';

/**
 * Runs the command of the button that was pressed. One that passes arguments counts as a program's
 * call: what that is refused with is told here, since nobody else would.
 */
export async function press(remedies: readonly Remedy[], label: string | undefined): Promise<void> {
  const remedy = remedies.find((each) => each.label === label);
  if (!remedy) return;
  try {
    await commands.executeCommand(remedy.command, ...(remedy.args ?? []));
  } catch (error) {
    // VS Code hands over the sentence of an error, not its class.
    const { message } = error as Error;
    if (message !== new CancelledError().message) void corner.error(message);
  }
}

/** Shows a message with these buttons, and runs the command of the one that is pressed. */
export async function offer(
  tell: (sentence: string, ...labels: string[]) => Thenable<string | undefined>,
  sentence: string,
  remedies: readonly Remedy[],
): Promise<void> {
  await press(remedies, await tell(sentence, ...remedies.map(({ label }) => label)));
}
