import { readFileSync } from 'node:fs';
import { Position, window, workspace, WorkspaceEdit } from 'vscode';
import { eventually } from '../../journeys/support/eventually.ts';

/** Shows a file in an editor, with a first line that is not saved. */
export async function leaveUnsaved(file: string): Promise<void> {
  const document = await workspace.openTextDocument(file);
  await window.showTextDocument(document);
  // The editor sees a moment later that a file is another one now.
  await eventually(
    'The file in the editor',
    async () => document.getText(),
    (text) => text === readFileSync(file, 'utf8'),
  );
  const change = async () => {
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), '# not saved\n');
    return workspace.applyEdit(edit);
  };
  await eventually('The change', change, (applied) => applied);
}
