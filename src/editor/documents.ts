import { t } from '@vscode/l10n';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { CancelledError, UserFacingError } from '../domain/errors.ts';
import { sideBySide } from './sideBySide.ts';

/** Texts and files of this window, which commands show and have chosen. */
export interface DocumentsOfWindow {
  readonly sideBySide: typeof sideBySide;
  /** The path of the first folder that is on a disk. */
  folder(): string | undefined;
  /**
   * Has the person say where a file is saved; the name is what is suggested. Answers with its path.
   * @throws CancelledError; UserFacingError for a place that is on no disk
   */
  askFile(name: string, texts: { readonly title: string; readonly save: string }): Promise<string>;
  /** Shows a file in an editor, by its path. */
  open(file: string): Promise<void>;
}

function folder(): string | undefined {
  return workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
}

export const documentsOfWindow: DocumentsOfWindow = {
  sideBySide,
  folder,
  async askFile(name, { title, save }) {
    const inside = folder();
    const uri = await window.showSaveDialog({
      title,
      saveLabel: save,
      ...(inside === undefined ? {} : { defaultUri: Uri.file(join(inside, name)) }),
    });
    if (!uri) throw new CancelledError();
    if (uri.scheme !== 'file') {
      throw new UserFacingError(
        t('Choose a place on disk: the file is hashed while it is written.'),
      );
    }
    return uri.fsPath;
  },
  async open(file) {
    await window.showTextDocument(Uri.file(file));
  },
};
