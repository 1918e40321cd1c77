import { t } from '@vscode/l10n';
import { isAbsolute, posix } from 'node:path';
import { Uri, workspace, type Memento, type WorkspaceFolder } from 'vscode';
import { readSetting } from '../settings.ts';
import { onDisk } from './envSpot.ts';
import { nearestPackage } from './nearestPackage.ts';
import { chooseFolder } from './openFolder.ts';
import { envFileOnly, envFileSetting } from './envFileOnly.ts';
import { requirePrivateName } from './privateName.ts';
import { fileThatIsRead, readInstead } from './envSiblings.ts';
import { chooseEnvFile } from './chooseEnvFile.ts';

/** The line of a `.env` that is to hold a secret. */
export interface EnvTarget {
  readonly folder: WorkspaceFolder;
  /** Inside the folder. */
  readonly file: Uri;
  readonly variable: string;
  /** The part of the folder that was worked in, relative to it; empty for the folder itself. */
  readonly part: string;
  /** Name of the variable for the base URL; empty where none is written. */
  readonly baseUrlVariable: string;
}

/** What a caller already decided. */
export interface EnvWish {
  /** Relative to the folder, an absolute path on disk, or a URI. */
  readonly file?: string | undefined;
  readonly variable?: string | undefined;
  /** As in `EnvTarget`. */
  readonly baseUrlVariable?: string | undefined;
  /** A file whose folder it is to be in. */
  readonly near?: Uri | undefined;
  /** Whether the person may be asked which file, and shall be even where it seems clear. */
  readonly choice?: 'none' | 'offered' | 'wanted';
}

/** Which line of which file a secret goes to, as this window has it. */
export interface EnvTargets {
  /** @throws UserFacingError, CancelledError; as `chooseEnvTarget` says */
  choose(wish: EnvWish): Promise<EnvTarget>;
  remember(target: EnvTarget): Promise<void>;
  /** How its file is named to the person. */
  nameOf(target: EnvTarget): string;
  /** How it is named to a program. */
  pathOf(target: EnvTarget): string;
}

/** @param state remembers what the person chose */
export function envTargetsOf(state: Memento): EnvTargets {
  return {
    choose: (wish) => chooseEnvTarget(wish, state),
    remember: (target) => rememberEnvTarget(target, state),
    nameOf: envFileName,
    pathOf: envFilePath,
  };
}

const rememberKey = (folder: WorkspaceFolder, part: string) =>
  `envFile:${folder.uri.toString()}${part === '' ? '' : ` ${part}`}`;

/**
 * Where the secret goes: the wish, else what this part of the folder used last, unless another file is read
 * instead of it, else the setting, else the file that the tools of the part read, else `.env`; in a monorepo, the part is the package
 * of the active editor. Asks which folder when there are many, and which file when parts have their
 * own and no editor tells which one is meant.
 * @throws UserFacingError when no folder is open, for a file that is no env file, and for a variable that
 * a build tool publishes; CancelledError
 */
export async function chooseEnvTarget(wish: EnvWish, state: Memento): Promise<EnvTarget> {
  const wished = wish.file === undefined ? undefined : absoluteUri(wish.file);
  const folder = await chooseFolder({
    title: t('Write to .env'),
    folders: workspace.workspaceFolders ?? [],
    none: t('Open a folder first: the .env lies in it.'),
    inside: wished ?? wish.near,
  });
  const near = await nearestPackage(folder);
  const part = posix.relative(folder.uri.path, near.path);
  const target = {
    folder,
    part,
    variable: wish.variable ?? readSetting('envVariable', folder),
    baseUrlVariable: wish.baseUrlVariable ?? readSetting('baseUrlVariable', folder),
  };
  requirePrivateName(target.variable);
  const named =
    wish.file === undefined ? undefined : (wished ?? Uri.joinPath(folder.uri, wish.file));
  if (named) return { ...target, file: await envFileOnly(named) };

  const remembered = state.get<string>(rememberKey(folder, part));
  const set = await envFileSetting(folder);
  const usual = set || ((await fileThatIsRead(folder, near, target.variable)) ?? '.env');
  let file = remembered
    ? Uri.joinPath(folder.uri, remembered)
    : Uri.joinPath(folder.uri, part, usual);
  // What was used last may be overruled since; a setting is somebody's word.
  const instead =
    remembered === undefined ? undefined : await readInstead(folder, file, target.variable);
  if (instead !== undefined) file = Uri.joinPath(file, '..', instead);
  const isClear = remembered !== undefined || part !== '';
  if (wish.choice === undefined || wish.choice === 'none') return { ...target, file };
  if (wish.choice === 'offered' && isClear) return { ...target, file };
  return { ...target, file: await chooseEnvFile(folder, file, wish.choice === 'wanted') };
}

/** The next write in this folder offers the same file. */
async function rememberEnvTarget(target: EnvTarget, state: Memento): Promise<void> {
  await state.update(rememberKey(target.folder, target.part), inFolder(target));
}

/** `app/.env`: how a file is named to the person. */
export function envFileName(target: Pick<EnvTarget, 'folder' | 'file'>): string {
  const name = inFolder(target);
  return (workspace.workspaceFolders?.length ?? 0) > 1 ? `${target.folder.name}/${name}` : name;
}

/** How a file is named to a program: as a path where it has one. */
export function envFilePath({ file }: Pick<EnvTarget, 'file'>): string {
  return onDisk(file) ? file.fsPath : file.toString();
}

const inFolder = ({ folder, file }: Pick<EnvTarget, 'folder' | 'file'>): string =>
  posix.relative(folder.uri.path, file.path);

/** `undefined` for a name that is relative to a folder. A drive's letter is no scheme. */
function absoluteUri(file: string): Uri | undefined {
  if (isAbsolute(file)) return Uri.file(file);
  return /^[a-z][\w+.-]+:/i.test(file) ? Uri.parse(file, true) : undefined;
}
