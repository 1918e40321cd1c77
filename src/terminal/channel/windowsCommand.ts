import path from 'node:path';
import type { CommandParts } from './commandFile.ts';

const { win32 } = path;

/**
 * The command for `cmd` and PowerShell. `cmd` reads a file in the code page of its console, in which a name like
 * `Jörg` is another one, so that paths are told from the command's own folder: all lie in the person's profile.
 * Its own folder is asked for in a subroutine, as otherwise it is the current one for who calls `"keyrail"`.
 */
export function forWindows(folder: string, { node, script, words }: CommandParts): string {
  const at = (file: string) => fromHere(folder, file);
  const set = (name: string, value: string) => `@set "${name}=${value}"`;
  return [
    '@goto :begin',
    ':here',
    '@set "KEYRAIL_HERE=%~dp0"',
    '@exit /b',
    ':begin',
    '@setlocal',
    '@call :here',
    '@if defined NODE_OPTIONS set "KEYRAIL_NODE_OPTIONS=%NODE_OPTIONS%"',
    '@set NODE_OPTIONS=',
    ...(words === undefined ? [] : [set('KEYRAIL_WORDS', at(words))]),
    set('ELECTRON_RUN_AS_NODE', '1'),
    `@"${at(node)}" "${at(script)}" %*`,
    '',
  ].join('\r\n');
}

/** As it is where it is on another drive, which a path from here cannot lead to. */
function fromHere(folder: string, file: string): string {
  const relative = win32.relative(folder, file);
  const isThere = !win32.isAbsolute(relative);
  return (isThere ? '%KEYRAIL_HERE%' : '') + relative.replaceAll('%', '%%');
}
