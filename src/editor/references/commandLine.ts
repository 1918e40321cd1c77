import { t } from '@vscode/l10n';
import { spawn, type ChildProcess } from 'node:child_process';
import { UserFacingError } from '../../domain/errors.ts';
import { findSecrets } from '../../domain/secrets/secretFormat.ts';
import { plainLine } from '../../domain/text/plainLine.ts';
import { findProgram } from '../../terminal/command/findProgram.ts';

/** What a task of type `keyrail` says in `tasks.json`; variables are replaced when it is run. */
export interface CommandLine {
  /** With `args` a program, without them a line for the shell, as its author wrote it. */
  readonly command: string;
  /** Each is one argument of the program, whatever stands in it: no shell reads them. */
  readonly args: readonly string[] | undefined;
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, unknown>>;
}

/** @throws UserFacingError for a task that names no command, or whose arguments are no texts */
export function readCommandLine(definition: object): CommandLine {
  const { command, args, cwd, env } = definition as Readonly<Record<string, unknown>>;
  if (typeof command !== 'string' || command.trim() === '') {
    throw new UserFacingError(t('The task names no command.'));
  }
  return {
    command,
    args: args === undefined ? undefined : readArguments(args),
    cwd: typeof cwd === 'string' ? cwd : undefined,
    env: Object(env) as Readonly<Record<string, unknown>>,
  };
}

function readArguments(args: unknown): readonly string[] {
  if (!Array.isArray(args)) throw new UserFacingError(t('The task’s "args" must be a list.'));
  return args.map((each: unknown) => {
    // VS Code's own tasks also have `{ value, quoting }`; there is nothing to quote here.
    const value: unknown =
      typeof each === 'object' && each !== null && 'value' in each ? each.value : each;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    throw new UserFacingError(t('Each of the task’s "args" must be a text.'));
  });
}

/** The same as a person reads it. */
export function shownLine({ command, args }: CommandLine): string {
  if (args === undefined) return plainLine(command);
  const words = args.map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : JSON.stringify(each)));
  // A blank in a program's name is none before an argument, also where it has no arguments.
  const program = /[\s"]/.test(command) ? JSON.stringify(command) : command;
  return plainLine([program, ...words].join(' '));
}

/**
 * Of this editor's own environment all but keys: a window that was opened from a terminal has what *Use in
 * terminals* gave to that, and a task gets the keys that it refers to and was allowed, no others.
 */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([, value = '']) => findSecrets(value).length === 0),
  );
}

/**
 * Starts it. Where no program of that name is found, the process says so by its event `error`.
 * @throws UserFacingError on Windows, where there is none or only a shell can start it
 */
export function startProcess(
  { command, args }: CommandLine,
  where: { readonly cwd: string | undefined; readonly env: Readonly<Record<string, string>> },
): ChildProcess {
  const options = { cwd: where.cwd, env: { ...inherited(), ...where.env } };
  if (args === undefined) return spawn(command, { ...options, shell: true });
  const program = process.platform === 'win32' ? programFor(command, options) : command;
  return spawn(program, args, { ...options, shell: false });
}

/** By its path, as Windows would look for its name in the folder of the task first. */
function programFor(
  command: string,
  {
    cwd = process.cwd(),
    env,
  }: { readonly cwd: string | undefined; readonly env: NodeJS.ProcessEnv },
): string {
  const program = findProgram(command, env, cwd);
  if (/\.(?:bat|cmd)$/i.test(program)) throw new UserFacingError(onlyInShell());
  return program;
}

/** Windows has programs that only a shell can start (`npm.cmd`); so has every shell its own commands. */
export function onlyInShell(): string {
  return t(
    'With "args" the command is started without a shell. If only a shell knows it, write the whole line into "command", and no "args".',
  );
}
