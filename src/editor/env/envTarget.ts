import { t } from '@vscode/l10n';
import { isAbsolute, join, relative } from 'node:path';
import { workspace, type Memento, type WorkspaceFolder } from 'vscode';
import { isFile, nearestPackage } from './nearestPackage.ts';
import { chooseFolder } from './openFolder.ts';
import { readSetting } from '../settings.ts';

/** The line of a `.env` that is to hold a secret. */
export interface EnvTarget {
  readonly folder: WorkspaceFolder;
  /** Absolute path, inside the folder. */
  readonly file: string;
  readonly variable: string;
  /** The part of the folder that was worked in, relative to it; empty for the folder itself. */
  readonly part: string;
  /** Name of the variable for the base URL; empty where none is written. */
  readonly baseUrlVariable: string;
}

/** What a caller already decided. `file` is absolute, or relative to the folder. */
export interface EnvWish {
  readonly file?: string | undefined;
  readonly variable?: string | undefined;
  /** Absolute path of a file whose folder it is to be in. */
  readonly near?: string | undefined;
}

const rememberKey = (folder: WorkspaceFolder, part: string) =>
  `envFile:${folder.uri.toString()}${part === '' ? '' : ` ${part}`}`;

/**
 * Where the secret goes: the wish, else what this part of the folder used last, else the setting,
 * else `.env.local` where the part has only that, else `.env`; in a monorepo, the part is the package
 * of the active editor. Asks which folder when there are many.
 * @throws UserFacingError when no folder on a real file system is open; CancelledError
 */
export async function chooseEnvTarget(wish: EnvWish, state: Memento): Promise<EnvTarget> {
  const folder = await chooseFolder({
    title: t('Write to .env'),
    folders: (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file'),
    none: t('Open a folder on disk first: the .env lies in it.'),
    inside: wish.file !== undefined && isAbsolute(wish.file) ? wish.file : wish.near,
  });
  const near = await nearestPackage(folder);
  const part = relative(folder.uri.fsPath, near);
  const name =
    wish.file ??
    state.get<string>(rememberKey(folder, part)) ??
    join(part, readSetting('envFile', folder) || (await usualName(near)));
  return {
    folder,
    file: isAbsolute(name) ? name : join(folder.uri.fsPath, name),
    part,
    variable: wish.variable ?? readSetting('envVariable', folder),
    baseUrlVariable: readSetting('baseUrlVariable', folder),
  };
}

/** The next write in this folder offers the same file. */
export async function rememberEnvTarget(target: EnvTarget, state: Memento): Promise<void> {
  const name = relative(target.folder.uri.fsPath, target.file);
  await state.update(rememberKey(target.folder, target.part), name);
}

/** `app/.env`: how a file is named to the person. */
export function envFileName({ folder, file }: Pick<EnvTarget, 'folder' | 'file'>): string {
  const inFolder = relative(folder.uri.fsPath, file);
  return (workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/${inFolder}` : inFolder;
}

async function usualName(folder: string): Promise<string> {
  const hasOnlyLocal =
    !(await isFile(join(folder, '.env'))) && (await isFile(join(folder, '.env.local')));
  return hasOnlyLocal ? '.env.local' : '.env';
}
