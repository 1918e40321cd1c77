import { t } from '@vscode/l10n';
import { workspace, type TextDocument, type Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { confirm } from '../prompts.ts';

/** The editor's document of a file while it has changes that are not saved. */
export function dirtyDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find(
    (open) => open.isDirty && open.uri.toString() === uri.toString(),
  );
}

/**
 * Saves a document before its file is written: a secret in an editor that is not saved would lie in
 * the copy that VS Code keeps of it on disk, and come back from there.
 * @throws UserFacingError, CancelledError
 */
export async function saveFirst(document: TextDocument, name: string): Promise<void> {
  await confirm({
    message: t('Save {0} first?', name),
    detail: t(
      '{0} is open with changes that are not saved. VS Code keeps copies of such editors on disk, and the secret would be in them. Saving writes your changes to the file; after that the secret is written.',
      name,
    ),
    buttons: [t('Save')],
  });
  if (!(await document.save()) || document.isDirty) {
    throw new UserFacingError(t('{0} could not be saved. Nothing was written.', name));
  }
}
