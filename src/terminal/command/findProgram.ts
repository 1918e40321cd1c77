import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/**
 * The absolute path of a program, found as a shell finds it, so that the person is asked about what is
 * started. A link stays one: programs look at the name that they are called by.
 * @throws UserFacingError where there is none
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv, cwd: string): string {
  const isPath = name.includes('/') || (process.platform === 'win32' && name.includes('\\'));
  const folders = isPath ? [cwd] : (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter);
  for (const folder of folders) {
    for (const ending of endingsOf(name, env)) {
      const file = path.resolve(cwd, folder, name + ending);
      if (isProgram(file)) return file;
    }
  }
  throw new UserFacingError(t('There is no program “{0}” that could be started.', name));
}

/** Windows tells programs by their names' endings. */
function endingsOf(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform !== 'win32') return [''];
  const all = (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';');
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
