import { t } from '@vscode/l10n';
import { window, workspace, type Uri, type WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { pick } from '../prompts.ts';

/** What a folder is chosen for. */
export interface FolderQuestion {
  readonly title: string;
  readonly folders: readonly WorkspaceFolder[];
  /** Why there must be one. */
  readonly none: string;
  /** A file or folder that decides it. */
  readonly inside?: Uri | undefined;
}

/**
 * The only folder, the one that holds `inside`, or the one that the person picks; that of the active
 * editor comes first. @throws UserFacingError when there is none; CancelledError
 */
export async function chooseFolder(question: FolderQuestion): Promise<WorkspaceFolder> {
  const { folders, inside, title } = question;
  const [first, second] = folders;
  if (!first) {
    throw new UserFacingError(question.none, [
      { label: t('Open Folder'), command: 'vscode.openFolder' },
    ]);
  }
  const owner = inside && workspace.getWorkspaceFolder(inside);
  if (owner && folders.includes(owner)) return owner;
  if (!second) return first;
  const active = window.activeTextEditor?.document.uri;
  const near = active && workspace.getWorkspaceFolder(active);
  const ordered =
    near && folders.includes(near)
      ? [near, ...folders.filter((folder) => folder !== near)]
      : folders;
  return pick(
    ordered.map((folder) => ({
      label: folder.name,
      description: folder === near ? t('of the active editor') : '',
      detail: folder.uri.scheme === 'file' ? folder.uri.fsPath : folder.uri.toString(true),
      value: folder,
    })),
    { title, placeHolder: t('In which folder?') },
  );
}
