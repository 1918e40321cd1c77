import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { workspace, type Memento, type WorkspaceFolder } from 'vscode';
import { chooseFolder } from './openFolder.ts';
import { readSetting } from './settings.ts';

/** The line of a `.env` that is to hold a secret. */
export interface EnvTarget {
  readonly folder: WorkspaceFolder;
  /** Absolute path, inside the folder. */
  readonly file: string;
  readonly variable: string;
  /** Name of the variable for the base URL; empty where none is written. */
  readonly baseUrlVariable: string;
}

/** What a caller already decided. `file` is absolute, or relative to the folder. */
export interface EnvWish {
  readonly file?: string | undefined;
  readonly variable?: string | undefined;
}

const rememberKey = (folder: WorkspaceFolder) => `envFile:${folder.uri.toString()}`;

/**
 * Where the secret goes: the wish, else what this folder used last, else the setting, else
 * `.env.local` where the folder has only that, else `.env`. Asks which folder when there are many.
 * @throws UserFacingError when no folder on a real file system is open; CancelledError
 */
export async function chooseEnvTarget(wish: EnvWish, state: Memento): Promise<EnvTarget> {
  const folder = await chooseFolder({
    title: 'Write to .env',
    folders: (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file'),
    none: 'Open a folder on disk first: the .env lies in it.',
    inside: wish.file !== undefined && isAbsolute(wish.file) ? wish.file : undefined,
  });
  const name =
    wish.file ??
    state.get<string>(rememberKey(folder)) ??
    (readSetting('envFile', folder) || (await usualName(folder)));
  return {
    folder,
    file: isAbsolute(name) ? name : join(folder.uri.fsPath, name),
    variable: wish.variable ?? readSetting('envVariable', folder),
    baseUrlVariable: readSetting('baseUrlVariable', folder),
  };
}

/** The next write in this folder offers the same file. */
export async function rememberEnvTarget(target: EnvTarget, state: Memento): Promise<void> {
  const name = relative(target.folder.uri.fsPath, target.file);
  await state.update(rememberKey(target.folder), name);
}

/** `app/.env`: how a file is named to the person. */
export function envFileName({ folder, file }: Pick<EnvTarget, 'folder' | 'file'>): string {
  const inFolder = relative(folder.uri.fsPath, file);
  return (workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/${inFolder}` : inFolder;
}

async function usualName(folder: WorkspaceFolder): Promise<string> {
  const has = async (name: string) => {
    try {
      return (await stat(join(folder.uri.fsPath, name))).isFile();
    } catch {
      // Not there, or not to be looked at: either way it is not what the folder uses.
      return false;
    }
  };
  return !(await has('.env')) && (await has('.env.local')) ? '.env.local' : '.env';
}
