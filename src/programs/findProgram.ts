import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** Folders that programs never come from: those that are open, which are others' work. */
export type OpenFolders = readonly string[];

/**
 * The absolute path of a program on the person's PATH; `undefined` where there is none. What is written relative there,
 * or lies in an open folder, by name or by a link, is passed over: a folder that was cloned puts nothing in the place of a tool.
 */
export function findProgram(
  name: string,
  env: NodeJS.ProcessEnv,
  open: OpenFolders,
): string | undefined {
  if (path.isAbsolute(name)) return isProgram(name) && isOutside(name, open) ? name : undefined;
  for (const folder of pathFolders(env, open)) {
    for (const ending of endings(name, env)) {
      const file = path.join(folder, name + ending);
      if (isProgram(file) && isOutside(file, open)) return file;
    }
  }
  return undefined;
}

/** The absolute folders of a PATH that are in no open folder; a program looks there for those that it starts itself. */
export function pathFolders(env: NodeJS.ProcessEnv, open: OpenFolders): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && isOutside(folder, open));
}

/** Windows tells programs by their names' endings; what needs a shell there (`.cmd`) is started by nobody here. */
function endings(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform !== 'win32') return [''];
  const all = (env['PATHEXT'] ?? '.COM;.EXE')
    .split(';')
    .filter((each) => /^\.(com|exe)$/i.test(each));
  return all.some((ending) => name.toUpperCase().endsWith(ending.toUpperCase())) ? [''] : all;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Both as they are written and as they are. */
function isOutside(file: string, open: OpenFolders): boolean {
  const places = [path.resolve(file), real(file)];
  return !open
    .flatMap((folder) => [path.resolve(folder), real(folder)])
    .some((folder) => places.some((place) => isWithin(place, folder)));
}

function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
