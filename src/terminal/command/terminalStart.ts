import { scriptLine } from './scriptLine.ts';

/** What VS Code is told to start in a terminal; a text is the rest of the command line as it stands. */
export interface TerminalStart {
  readonly shellPath: string;
  readonly shellArgs: string[] | string;
}

/**
 * Starts a shell behind `keyrail run`. On Windows that is a script, which the command processor is told in words of
 * our own: VS Code would quote nothing but blanks, and have it read what else stands in a path.
 * @throws UserFacingError for what Windows cannot pass to a script
 */
export function terminalStart(
  command: string,
  { program, args }: { readonly program: string; readonly args: readonly string[] },
  isWindows = process.platform === 'win32',
): TerminalStart {
  const words = ['run', '--', program, ...args];
  if (!isWindows) return { shellPath: command, shellArgs: words };
  const line = scriptLine(command, words);
  return { shellPath: line.program, shellArgs: line.arguments.join(' ') };
}
