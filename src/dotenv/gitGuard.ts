import { t } from '@vscode/l10n';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserFacingError } from '../domain/errors.ts';
import { isInside } from './anchor.ts';
import { appendLine, bytesOf, latin1View, toView } from './fileText.ts';
import { askGit, type GitAnswer } from './git.ts';
import { nodeDisk } from './nodeDisk.ts';
import type { Plan } from './plan.ts';
import { queued } from './queue.ts';
import { transact } from './transaction.ts';

/** What git would do with a file that holds a secret. */
export type GitVerdict =
  | { readonly kind: 'ignored' }
  /** Not ignored and not tracked: one `git add .` away from a commit. */
  | { readonly kind: 'not-ignored' }
  | { readonly kind: 'tracked' }
  | { readonly kind: 'no-repository' }
  /** There is a repository, and no git to ask about it. */
  | { readonly kind: 'git-missing' }
  | { readonly kind: 'git-failed'; readonly reason: string };

/**
 * Asks git about a file, in the order that tells the truth: `check-ignore` reports a tracked file as
 * *not ignored* even where a pattern matches, so tracking is asked first. Where git is not there
 * `.gitignore` is not guessed at: what is said is that nobody could be asked. For trusted folders.
 */
export async function checkGit(folder: string, file: string): Promise<GitVerdict> {
  // From the file's own folder, which may belong to a repository inside the one of `folder`.
  const from = path.dirname(path.resolve(folder, file));
  const name = path.basename(file);
  if (!hasRepository(from)) return { kind: 'no-repository' };
  const tracked = await askGit(from, ['ls-files', '--error-unmatch', '--', `:(literal)${name}`]);
  if (tracked.code === 'missing') return { kind: 'git-missing' };
  if (tracked.code === 0) return { kind: 'tracked' };
  if (tracked.code !== 1) return failed(tracked);
  const ignored = await askGit(from, ['check-ignore', '--quiet', '--', name]);
  if (ignored.code === 0) return { kind: 'ignored' };
  return ignored.code === 1 ? { kind: 'not-ignored' } : failed(ignored);
}

const failed = ({ code, said }: GitAnswer): GitVerdict => ({
  kind: 'git-failed',
  reason: said === '' ? t('git ended with {0}', code) : said,
});

/**
 * Whether a folder or one above it holds a `.git`: the same that git looks for, so from where the folder
 * really is. A link to it may lie in no repository.
 */
export function hasRepository(folder: string): boolean {
  for (let at = realPath(folder); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return true;
    if (at === path.dirname(at)) return false;
  }
}

function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // Not there, or not to be read: whoever writes there is told so.
    return folder;
  }
}

/**
 * Adds the file as a line of the `.gitignore` that its repository reads, in the folder at most; every
 * byte before it stays.
 * @throws UserFacingError when the file could not be written, or a later pattern takes it back
 */
export async function addToGitignore(folder: string, file: string): Promise<void> {
  const { root, relative } = repositoryIn(folder, path.resolve(folder, file));
  const ignore = path.join(root, '.gitignore');
  const line = patternFor(relative);
  const edited = await queued(ignore, () =>
    transact({
      disk: nodeDisk,
      path: { folder, file: ignore },
      planner: (bytes) => planLine(bytes, line),
      approve: undefined,
      beforeStep: () => undefined,
      followLinks: false,
      newMode: 0o644,
    }),
  );
  if (edited.kind === 'refused') {
    throw new UserFacingError(t('.gitignore was not changed. {0}', edited.sentence));
  }
  if ((await checkGit(folder, file)).kind === 'not-ignored') {
    throw new UserFacingError(
      t(
        'Git still does not ignore {0}: another pattern takes it back. Look for a line that begins with “!” in the .gitignore files.',
        file,
      ),
    );
  }
}

/**
 * The nearest repository around a file that begins in the folder, as a submodule does, and the file's
 * name in it; the folder itself where there is none, for it may be a part of a repository above.
 */
function repositoryIn(folder: string, file: string): { root: string; relative: string } {
  const [outer, parent] = [realPath(folder), realPath(path.dirname(file))];
  if (!isInside(outer, parent)) return { root: folder, relative: path.relative(folder, file) };
  let root = parent;
  while (root !== outer && !existsSync(path.join(root, '.git'))) root = path.dirname(root);
  return { root, relative: path.relative(root, path.join(parent, path.basename(file))) };
}

/** From there down, with the characters taken as they are that mean more in a pattern. */
function patternFor(relative: string): string {
  const name = relative.split(path.sep).join('/');
  return `/${name.replace(/[\\*?[]| $/g, '\\$&')}`;
}

function planLine(bytes: Uint8Array, line: string): Plan {
  const view = latin1View(bytes);
  if (view.split(/\r?\n/).includes(toView(line))) return { kind: 'unchanged' };
  const after = appendLine(view, toView(line));
  const change = { kind: 'appended', line: after.split('\n').length - 1, after: line } as const;
  return { kind: 'write', bytes: bytesOf(after), changes: [change], warnings: [] };
}
