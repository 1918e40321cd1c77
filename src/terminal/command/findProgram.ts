import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/** Of what Windows calls a program these are started; others are opened by one, as a `.js`. */
const startable = ['.COM', '.EXE', '.BAT', '.CMD'];

/**
 * The absolute path of a program, found as a shell finds it, so that the person is asked about what is
 * started. A link stays one: programs look at the name that they are called by.
 * @throws UserFacingError where there is none
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv, cwd: string): string {
  for (const file of programPaths(name, env, cwd)) if (isProgram(file)) return file;
  throw new UserFacingError(t('There is no program “{0}” that could be started.', name));
}

/** Where it is looked for, in this order. */
export function programPaths(
  name: string,
  env: NodeJS.ProcessEnv,
  cwd: string,
  isWindows = process.platform === 'win32',
): readonly string[] {
  const flavour = isWindows ? path.win32 : path.posix;
  const isPath = name.includes('/') || (isWindows && /^[a-z]:|\\/i.test(name));
  const named = (env['PATH'] ?? env['Path'] ?? '').split(flavour.delimiter);
  const folders = isPath ? [cwd] : isWindows ? foldersOf(named) : named;
  const endings = isWindows ? endingsOf(name, env) : [''];
  return folders.flatMap((folder) =>
    endings.map((ending) => flavour.resolve(cwd, folder, name + ending)),
  );
}

/** Not the current folder, which may be anybody's repository, nor what means something in it. Some are quoted. */
function foldersOf(named: readonly string[]): readonly string[] {
  return named
    .map((folder) => folder.replaceAll('"', ''))
    .filter((folder) => /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(folder));
}

/** Windows tells programs by their names' endings. */
function endingsOf(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  const known = (env['PATHEXT'] ?? startable.join(';'))
    .split(';')
    .filter((ending) => startable.includes(ending.toUpperCase()));
  return known.some((ending) => name.toUpperCase().endsWith(ending.toUpperCase())) ? [''] : known;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
