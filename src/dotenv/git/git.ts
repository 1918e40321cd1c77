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

/** A machine under load may take some; who could not be asked is refused. */
const TIMEOUT_MS = 10_000;
/** In bytes: the names of a million files. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** A repository that is named instead of being looked for from a folder upwards. */
export interface NamedRepository {
  readonly gitDir: string;
  readonly workTree?: string;
}

/**
 * A repository's own settings can name programs; none that these questions reach may run. A folder that
 * looks like a bare repository, as one that was committed can, answers only where it is named.
 */
const HARMLESS = [
  '--no-optional-locks',
  '--no-pager',
  '-c',
  'safe.bareRepository=explicit',
  '-c',
  'protocol.allow=never',
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
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
]);
/** Settings one by one, which every git of this editor's terminals goes by. */
const keptByNumber = /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/;

export interface GitOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** `latin1` keeps each byte of a name; UTF-8 else. */
  readonly encoding?: 'latin1';
  /** Asked instead of the one that git finds at the folder. */
  readonly repository?: NamedRepository;
}

/** What git answered and what it wrote, which may be long. */
export interface GitReading {
  readonly answer: GitAnswer;
  readonly output: string;
}

/**
 * Asks git a question in a folder, and looks for a repository at that folder only, not above it: no
 * shell, no locks, no prompt, nothing fetched, at most ten seconds. Variables that would point it at
 * another repository (as inside a git hook) are dropped.
 */
export function readGit(
  folder: string,
  args: readonly string[],
  { timeoutMs = TIMEOUT_MS, signal, encoding, repository }: GitOptions = {},
): Promise<GitReading> {
  const named = repository
    ? [
        `--git-dir=${repository.gitDir}`,
        ...(repository.workTree === undefined ? [] : [`--work-tree=${repository.workTree}`]),
      ]
    : [];
  return new Promise((resolve) => {
    execFile(
      'git',
      ['-C', folder, ...HARMLESS, ...named, ...args],
      // Windows would look for the program in the current folder first: not in somebody's repository.
      {
        cwd: path.dirname(process.execPath),
        timeout: timeoutMs,
        maxBuffer: MOST_OUTPUT,
        env: { ...environment(), GIT_CEILING_DIRECTORIES: path.dirname(folder) },
        windowsHide: true,
        encoding: encoding ?? 'utf8',
        signal,
      },
      (error, output, stderr) => {
        const said = stderr.split('\n')[0]?.slice(0, 200) ?? '';
        const end = (code: GitAnswer['code'], sentence: string) => {
          resolve({ answer: { code, said: sentence }, output });
        };
        if (error === null) end(0, said);
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
    ([name]) =>
      !isPath(name) && (!name.startsWith('GIT_') || KEPT.has(name) || keptByNumber.test(name)),
  );
  const directories = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    // Windows takes quotes around a folder for none of its name.
    .filter((each) => path.isAbsolute(each.replace(/^"/, '')));
  return {
    ...Object.fromEntries(own),
    PATH: directories.join(path.delimiter),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  };
}
