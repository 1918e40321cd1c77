import { commands } from 'vscode';
import { pick, type Choice } from '../../editor/prompts.ts';

/** Asks what is to be done, and does it as the palette would. @throws CancelledError */
export async function pickCommand(
  title: string,
  choices: readonly Choice<string>[],
): Promise<void> {
  await commands.executeCommand(await pick(choices, { title }));
}
