import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What git would do with a file that holds a secret. */
export type GitVerdict =
  | { readonly kind: 'ignored' }
  /** Not ignored and not tracked: one `git add .` away from a commit. */
  | { readonly kind: 'not-ignored' }
  | { readonly kind: 'tracked' }
  | { readonly kind: 'no-repository' }
  | { readonly kind: 'git-missing' }
  | { readonly kind: 'git-failed'; readonly reason: string };

const timeoutMs = 3000;

/** A repository's own settings can name programs; none of those that these questions reach may run. */
const harmless = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath='];

interface Ran {
  readonly code: number | 'missing' | 'timeout';
  readonly said: string;
}

/**
 * Asks git about a file, in the order that tells the truth: a tracked file is reported as *not
 * ignored* by `check-ignore` even where a pattern matches, so tracking is asked first. Call it in a
 * trusted folder only.
 */
export async function checkGit(folder: string, file: string): Promise<GitVerdict> {
  const path = relative(folder, file).split(sep).join('/');
  const tracked = await git(folder, ['ls-files', '--error-unmatch', '--', `:(literal)${path}`]);
  if (tracked.code === 'missing') return { kind: 'git-missing' };
  if (tracked.code === 0) return { kind: 'tracked' };
  if (tracked.code !== 1) {
    if (/not a git repository/i.test(tracked.said)) return { kind: 'no-repository' };
    return { kind: 'git-failed', reason: reasonOf(tracked) };
  }
  const ignored = await git(folder, ['check-ignore', '--quiet', '--', path]);
  if (ignored.code === 0) return { kind: 'ignored' };
  if (ignored.code === 1) return { kind: 'not-ignored' };
  return { kind: 'git-failed', reason: reasonOf(ignored) };
}

/** Adds the file's name as a line of the folder's `.gitignore`; every byte before it stays. */
export async function addToGitignore(folder: string, file: string): Promise<void> {
  const path = join(folder, '.gitignore');
  const before = await readIfThere(path);
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const joint = before === '' || before.endsWith('\n') ? '' : eol;
  const name = relative(folder, file).split(sep).join('/');
  await appendFile(path, `${joint}/${name}${eol}`);
}

function git(folder: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...harmless, ...args],
      {
        cwd: folder,
        timeout: timeoutMs,
        env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      },
      (error, _stdout, stderr) => {
        if (!error) resolve({ code: 0, said: stderr });
        else if (error.code === 'ENOENT') resolve({ code: 'missing', said: '' });
        else if (typeof error.code === 'number') resolve({ code: error.code, said: stderr });
        else resolve({ code: 'timeout', said: stderr });
      },
    );
  });
}

function reasonOf({ code, said }: Ran): string {
  if (code === 'timeout') return `git did not answer within ${timeoutMs / 1000} seconds`;
  return said.split('\n')[0]?.slice(0, 200) ?? `git ended with ${code}`;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
