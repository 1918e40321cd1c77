import { commands } from 'vscode';
import { isRowArgument } from '../ownArguments.ts';

/** Each call registers a command of its own, as two may be under way at once. */
let calls = 0;

/**
 * The row of a view that the arrow keys went to last; `undefined` where there is none. No property of a
 * view names it: VS Code puts it in the place of this argument, as for a keybinding, where it makes the call.
 */
export async function rowWithKeyboard(viewId: string): Promise<object | undefined> {
  let row: unknown;
  const told = `keyrail._rowWithKeyboard${++calls}`;
  const command = commands.registerCommand(told, (given: unknown) => {
    row = given;
  });
  try {
    const args = { $treeViewId: viewId, $focusedTreeItem: true };
    await commands.executeCommand('runCommands', { commands: [{ command: told, args }] });
  } finally {
    command.dispose();
  }
  return isRowArgument(row) ? row : undefined;
}
