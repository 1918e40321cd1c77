import path from 'node:path';
import { env } from 'vscode';
import { systemProgram } from '../../domain/systemProgram.ts';
import { findProgram } from '../../terminal/command/findProgram.ts';

/** A program, by its absolute path, with its arguments. */
export interface Shell {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The shell that VS Code opens for this person, as it is at this moment: a folder's settings may choose it.
 * By a name alone the `PATH` of the terminal would, which a folder's settings may choose, too.
 */
export function defaultShell(): Shell {
  const isWindows = process.platform === 'win32';
  // VS Code learns it a moment after the start of a window.
  const own = isWindows ? process.env['COMSPEC'] : process.env['SHELL'];
  const last = isWindows ? systemProgram('cmd.exe') : '/bin/sh';
  const program = [env.shell, own].map(absolute).find((each) => each !== undefined) ?? last;
  // Only login shells of macOS have the person's `PATH`.
  return { program, args: process.platform === 'darwin' ? ['-l'] : [] };
}

/** Found on this editor's own `PATH`; `undefined` for what is nowhere, or depends on a folder. */
function absolute(shell: string | undefined): string | undefined {
  if (shell === undefined || shell === '') return undefined;
  if (path.isAbsolute(shell)) return shell;
  if (path.basename(shell) !== shell) return undefined;
  try {
    const folders = (process.env['PATH'] ?? '')
      .split(path.delimiter)
      .filter((each) => path.isAbsolute(each));
    return findProgram(shell, { ...process.env, PATH: folders.join(path.delimiter) }, '/');
  } catch {
    return undefined;
  }
}

/** Whether a program does whatever it is told. */
export function isShell(program: string): boolean {
  return /(?:^|[\\/])(?:[bc]?sh|bash|dash|zsh|fish|ksh|mksh|tcsh|nu|elvish|xonsh|cmd|pwsh|powershell|busybox)(?:[.-][\d.]+|\.exe)?$/i.test(
    program,
  );
}
