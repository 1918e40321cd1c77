import { t } from '@vscode/l10n';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';

/** How a question to git ended. */
export interface GitAnswer {
  /** Its exit code; `missing` where there is no git, `timeout` where it had to be stopped. */
  readonly code: number | 'missing' | 'timeout';
  /** The first line of what it said about a failure. */
  readonly said: string;
}

const TIMEOUT_MS = 3000;
/** In bytes: the names of a million files. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** A repository's own settings can name programs; none that these questions reach may run. */
const HARMLESS = [
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  `core.hooksPath=${devNull}`,
];

/** Settings from outside that the person may have made for git as a whole. */
const KEPT = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_EXEC_PATH',
]);

/**
 * Asks git a question about a folder: no shell, no locks, no prompt, nothing fetched, at most three
 * seconds. Variables that would point it at another repository (as inside a git hook) are dropped.
 */
export async function askGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  return (await readGit(folder, args)).answer;
}

/** The same with what git wrote, which may be long, and with as much time as that takes. */
export function readGit(
  folder: string,
  args: readonly string[],
  { timeoutMs = TIMEOUT_MS, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<{ readonly answer: GitAnswer; readonly output: string }> {
  return new Promise((resolve) => {
    const end = (code: GitAnswer['code'], said: string, output = '') => {
      resolve({ answer: { code, said }, output });
    };
    execFile(
      'git',
      ['-C', folder, ...HARMLESS, ...args],
      // Windows would look for the program in the current folder first: not in somebody's repository.
      {
        cwd: path.dirname(process.execPath),
        timeout: timeoutMs,
        maxBuffer: MOST_OUTPUT,
        env: environment(),
        windowsHide: true,
        signal,
      },
      (error, stdout, stderr) => {
        const said = stderr.split('\n')[0]?.slice(0, 200) ?? '';
        if (error === null) end(0, said, stdout);
        else if (error.code === 'ENOENT') end('missing', '');
        else if (typeof error.code === 'number') end(error.code, said);
        else end('timeout', t('git did not answer within {0} seconds', timeoutMs / 1000));
      },
    );
  });
}

function environment(): NodeJS.ProcessEnv {
  const isPath = (name: string): boolean => name.toUpperCase() === 'PATH';
  const own = Object.entries(process.env).filter(
    ([name]) => !isPath(name) && (!name.startsWith('GIT_') || KEPT.has(name)),
  );
  const directories = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((each) => path.isAbsolute(each));
  return {
    ...Object.fromEntries(own),
    PATH: directories.join(path.delimiter),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  };
}
