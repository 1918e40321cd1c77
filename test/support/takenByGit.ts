import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
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

/** The same with what stands in a file on its standard input. */
export function gitReading(folder: string, args: readonly string[], file: string): void {
  execFileSync('git', ['-C', folder, ...args], { input: readFileSync(file), stdio: 'pipe' });
}

/**
 * Whether `git add -A`, typed in any folder from the file's own up to `top`, would have the file in an
 * index: really run, with the index copied, so that the repositories stay as they are. Run once in each
 * repository, as it takes the whole work tree wherever in that it is typed.
 */
export function takenByGit(file: string, top: string): boolean {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'keyrail-index-'));
  const asked = new Set<string>();
  try {
    for (let at = path.dirname(file); ; at = path.dirname(at)) {
      const found = repositoryAround(at);
      if (found && !asked.has(found.name)) {
        asked.add(found.name);
        if (takenFrom(at, file, found.index, path.join(scratch, 'index'))) return true;
      }
      if (at === top || at === path.dirname(at)) return false;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The one that git finds from a folder upwards; `undefined` for none, or one without a work tree. */
function repositoryAround(folder: string): { name: string; index: string } | undefined {
  try {
    const asked = ['--show-toplevel', '--absolute-git-dir', '--git-path', 'index'];
    const said = git(folder, ['rev-parse', ...asked]);
    // Of a path with a line break in it nobody could tell where the next one begins.
    const [, , index, ...more] = said.split('\n');
    const own =
      index !== undefined && more.join() === ''
        ? index
        : git(folder, ['rev-parse', '--git-path', 'index']).replace(/\n$/, '');
    return {
      name: said.slice(0, said.lastIndexOf('\n', said.length - 2)),
      index: path.resolve(folder, own),
    };
  } catch {
    return undefined;
  }
}

function takenFrom(folder: string, file: string, from: string, index: string): boolean {
  rmSync(index, { force: true });
  if (existsSync(from)) copyFileSync(from, index);
  try {
    git(folder, ['add', '-A', '--ignore-errors'], index);
  } catch {
    // A repository inside that has no commit yet; the rest was taken.
  }
  const real = path.join(realpathSync.native(path.dirname(file)), path.basename(file));
  try {
    git(folder, ['ls-files', '--error-unmatch', '--', `:(literal)${real}`], index);
    return true;
  } catch {
    return false;
  }
}
