import { t } from '@vscode/l10n';
import type { Paragraphs } from '../domain/text/plainLine.ts';
import { isAnswered, isOwnArgument } from '../editor/ownArguments.ts';
import { confirm } from '../editor/prompts.ts';
import { readSetting } from '../editor/settings.ts';

/**
 * Has the person say yes to what is done at once, unless they pressed a button of ours or have said so
 * already. Neither a call without arguments, nor a row, nor Enter in a list is a will: tasks of a folder
 * that run beside each other call the command and `workbench.action.acceptSelectedQuickOpenItem`. No
 * command presses a button of a dialog.
 * @param argument what the command was called with
 * @throws CancelledError where the person declines
 */
export async function agreeTo(
  action: string,
  { subject, detail }: { readonly subject: string; readonly detail: Paragraphs },
  argument: unknown,
): Promise<void> {
  if (isOwnArgument(argument) || isAnswered(argument) || readSetting('automation')) return;
  await confirm({ message: t('{0}: {1}?', action, subject), detail, buttons: [action] });
}
