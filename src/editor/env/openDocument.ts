import { t } from '@vscode/l10n';
import { Range, workspace, WorkspaceEdit, type TextDocument, type Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Plan, Planner, Write } from '../../dotenv/plan.ts';
import { agrees } from '../prompts.ts';

/** The editor's document of a file while it has changes that are not saved. */
export function dirtyDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find(
    (open) => open.isDirty && open.uri.toString() === uri.toString(),
  );
}

/** What became of an edit in an editor. */
export interface EditedDocument {
  readonly plan: Plan;
  /** The file on disk has it too. */
  readonly saved: boolean;
}

/**
 * Makes the edit in the open editor, where it joins what the person has not saved and can be undone
 * there; saves only when the person says so. @throws UserFacingError, CancelledError
 */
export async function editDocument(
  document: TextDocument,
  planner: Planner,
  approve: (plan: Write) => Promise<void>,
  name: string,
): Promise<EditedDocument> {
  if (!/^utf8/.test(document.encoding)) {
    throw new UserFacingError(
      t('{0} is open in another encoding than UTF-8. Reopen it as UTF-8 first.', name),
    );
  }
  const { version } = document;
  const before = document.getText();
  const plan = planner(Buffer.from(before));
  if (plan.kind === 'refused') return { plan, saved: false };
  // Where an earlier write has put it there, what is left to ask is the same.
  if (plan.kind === 'write') {
    await approve(plan);
    if (document.version !== version) {
      throw new UserFacingError(
        t('{0} was changed in the editor meanwhile. Nothing was written.', name),
      );
    }
    const edit = new WorkspaceEdit();
    const { from, to, text } = difference(before, Buffer.from(plan.bytes).toString());
    edit.replace(document.uri, new Range(document.positionAt(from), document.positionAt(to)), text);
    if (!(await workspace.applyEdit(edit))) {
      throw new UserFacingError(t('The editor did not take the change of {0}.', name));
    }
  }
  const save = await agrees({
    message: t('Save {0} now?', name),
    detail: t(
      'The secret is in the editor. {0} has other changes that are not saved; saving writes them too. “Cancel” leaves all of them unsaved.',
      name,
    ),
    buttons: [t('Save')],
  });
  return { plan, saved: save && (await document.save()) };
}

/** The lines that differ, as offsets into `before` and their new text. */
function difference(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  from = before.lastIndexOf('\n', from - 1) + 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  // Whole lines: a change never begins or ends between the two characters of a line end.
  const next = same === 0 ? -1 : before.indexOf('\n', before.length - same);
  const end = next === -1 ? before.length : next + 1;
  return { from, to: end, text: after.slice(from, after.length - (before.length - end)) };
}
