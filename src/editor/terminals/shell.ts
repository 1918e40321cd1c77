import { env } from 'vscode';

/** A program with its arguments. */
export interface Shell {
  readonly program: string;
  readonly args: readonly string[];
}

/** The shell that VS Code opens for this person. */
export function defaultShell(): Shell {
  const isWindows = process.platform === 'win32';
  // VS Code learns it a moment after the start of a window.
  const program =
    env.shell ||
    (isWindows ? (process.env['COMSPEC'] ?? 'cmd.exe') : (process.env['SHELL'] ?? '/bin/sh'));
  // Only login shells of macOS have the person's `PATH`.
  return { program, args: process.platform === 'darwin' ? ['-l'] : [] };
}

/** Whether a program does whatever it is told. */
export function isShell(program: string): boolean {
  return /(?:^|[\\/])(?:[bc]?sh|bash|dash|zsh|fish|ksh|mksh|tcsh|nu|elvish|xonsh|cmd|pwsh|powershell|busybox)(?:[.-][\d.]+|\.exe)?$/i.test(
    program,
  );
}
