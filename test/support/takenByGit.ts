import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Git as a person has it, with its own look for a repository from a folder upwards. */
export function git(folder: string, args: readonly string[], index?: string): string {
  return execFileSync('git', ['-C', folder, '-c', 'protocol.file.allow=always', ...args], {
    env: { ...process.env, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/**
 * Whether `git add -A`, typed in any folder from the file's own up to `top`, would have the file in an
 * index: really run, with the index copied, so that the repositories stay as they are.
 */
export function takenByGit(file: string, top: string): boolean {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'keyrail-index-'));
  try {
    for (let at = path.dirname(file); ; at = path.dirname(at)) {
      if (takenFrom(at, file, path.join(scratch, 'index'))) return true;
      if (at === top || at === path.dirname(at)) return false;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function takenFrom(folder: string, file: string, index: string): boolean {
  rmSync(index, { force: true });
  try {
    const own = git(folder, ['rev-parse', '--git-path', 'index']).replace(/\n$/, '');
    const from = path.resolve(folder, own);
    if (existsSync(from)) copyFileSync(from, index);
    try {
      git(folder, ['add', '-A', '--ignore-errors'], index);
    } catch {
      // A repository inside that has no commit yet; the rest was taken.
    }
    const real = path.join(realpathSync.native(path.dirname(file)), path.basename(file));
    git(folder, ['ls-files', '--error-unmatch', '--', `:(literal)${real}`], index);
    return true;
  } catch {
    // Not in the index; or no repository, or one without a work tree: git takes nothing from here.
    return false;
  }
}
