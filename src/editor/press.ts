import { commands } from 'vscode';
import { CancelledError, type Remedy } from '../domain/errors.ts';
import { notify } from './notify.ts';
import { ownArgument } from './ownArguments.ts';

/** Runs the command of the button that was pressed. */
export async function press(remedies: readonly Remedy[], label: string | undefined): Promise<void> {
  const remedy = remedies.find((each) => each.label === label);
  if (remedy) await runPressed(remedy);
}

/**
 * Runs a button's command with its arguments as the person's own. Ours tell the person by themselves
 * what they are refused with; what VS Code's refuse is told here, since nobody else would.
 */
export async function runPressed({ command, args = [] }: Pick<Remedy, 'command' | 'args'>) {
  for (const each of args) if (typeof each === 'object' && each !== null) ownArgument(each);
  try {
    await commands.executeCommand(command, ...args);
  } catch (error) {
    // VS Code hands over the sentence of an error, not its class.
    const { message } = error as Error;
    if (message !== new CancelledError().message) void notify.error(message);
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
