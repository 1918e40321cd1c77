import { t } from '@vscode/l10n';
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../files/isInside.ts';
import { readGit, type GitAnswer, type NamedRepository } from './git.ts';

/** A repository around a file, whose work tree the file lies in. */
export interface Repository extends Required<NamedRepository> {
  readonly kind: 'repository';
}

/** There is a repository, and git does not say what it does with the file. */
export type Unanswered =
  { readonly kind: 'git-missing' } | { readonly kind: 'git-failed'; readonly reason: string };

/** Where a file is without links, and the folders above it that hold a `.git`, the nearest first. */
export interface RepositoryLocation {
  readonly file: string;
  readonly withGit: readonly string[];
  /** Folders above it that may themselves be what a `.git` is. */
  readonly likeGit: readonly string[];
}

/** Looks from where the file really is up to the root of the file system. @throws the file system's error */
export function locate(named: string): RepositoryLocation {
  const folder = realFolder(path.dirname(named));
  const withGit: string[] = [];
  const likeGit: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    if (isThere(path.join(at, '.git'))) withGit.push(at);
    // Git takes a folder for a repository by more; this is what all of them have.
    if (isThere(path.join(at, 'HEAD'))) likeGit.push(at);
    if (at === path.dirname(at)) break;
  }
  return { file: path.join(folder, path.basename(named)), withGit, likeGit };
}

/**
 * Every repository that could take a file: of each folder above it that has a `.git`, and of each that is
 * itself a git directory and names a work tree. Bare ones take nothing. Also the one that this editor's
 * environment names, which every git of its terminals asks first.
 */
export async function enclosing({
  file,
  withGit,
  likeGit,
}: RepositoryLocation): Promise<readonly (Repository | Unanswered)[]> {
  const found = await Promise.all([
    ...withGit.map(repositoryAt),
    ...likeGit.map(repositoryIn),
    ...gitDirOfEnvironment().map((named) => repositoryOfEnvironment(named, file, withGit)),
  ]);
  return found.filter(
    (each) => each !== undefined && (each.kind !== 'repository' || isInside(each.workTree, file)),
  ) as (Repository | Unanswered)[];
}

/**
 * The one whose `.git` is in this folder, with git's own look at who owns it. Two questions, for a path
 * may hold line breaks; and the first says whether it is one at all, for git would else go on above.
 */
async function repositoryAt(folder: string): Promise<Repository | Unanswered | undefined> {
  const [found, shown] = await Promise.all([
    readGit(folder, ['rev-parse', '--resolve-git-dir', path.join(folder, '.git')]),
    readGit(folder, ['rev-parse', '--is-bare-repository', '--show-toplevel']),
  ]);
  if (found.answer.code !== 0) return unanswered(found.answer);
  if (shown.output.startsWith('true\n')) return undefined;
  if (shown.answer.code !== 0) return unanswered(shown.answer);
  return {
    kind: 'repository',
    gitDir: realFolder(path.resolve(folder, onePath(found.output))),
    workTree: realFolder(onePath(shown.output.replace(/^false\n/, ''))),
  };
}

/**
 * The one that `GIT_DIR` names, with its absolute path: managers of dotfiles start an editor with it, and
 * mostly with a work tree. Without one git takes the folder that it is called in. Git hooks name their own
 * repository, which is found where the file lies.
 */
export function gitDirOfEnvironment(): readonly string[] {
  const named = process.env['GIT_DIR'];
  return named !== undefined && path.isAbsolute(named) ? [named] : [];
}

async function repositoryOfEnvironment(
  named: string,
  file: string,
  withGit: readonly string[],
): Promise<Repository | Unanswered | undefined> {
  const workTree = process.env['GIT_WORK_TREE'];
  const gitDir = realFolder(named);
  if (workTree !== undefined && path.isAbsolute(workTree)) {
    return { kind: 'repository', gitDir, workTree: realFolder(workTree) };
  }
  const found = await repositoryIn(gitDir);
  if (found || withGit.some((at) => realFolder(path.join(at, '.git')) === gitDir)) return found;
  const repository = { gitDir };
  const bare = ['config', '--type=bool', '--default=false', '--get', 'core.bare'];
  const { answer, output } = await readGit(gitDir, bare, { repository });
  if (answer.code !== 0 || output.startsWith('true')) return undefined;
  return { kind: 'repository', gitDir, workTree: path.dirname(file) };
}

const onePath = (output: string): string => output.replace(/\r?\n$/, '');

/** A folder that git would take for a `.git` whoever made it; it matters where it names a work tree. */
async function repositoryIn(folder: string): Promise<Repository | Unanswered | undefined> {
  const repository = { gitDir: folder };
  const { answer } = await readGit(folder, ['config', '--get', 'core.worktree'], { repository });
  if (answer.code === 1 || /^fatal: not a git repository/.test(answer.said)) return undefined;
  if (answer.code !== 0) return unanswered(answer);
  const shown = await readGit(folder, ['rev-parse', '--show-toplevel'], { repository });
  if (shown.answer.code !== 0) return unanswered(shown.answer);
  const workTree = realFolder(onePath(shown.output));
  return { kind: 'repository', gitDir: folder, workTree };
}

export function unanswered({ code, said }: GitAnswer): Unanswered {
  if (code === 'missing') return { kind: 'git-missing' };
  return { kind: 'git-failed', reason: said === '' ? t('git ended with {0}', code) : said };
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** Without links as far as it is there; whoever writes where nothing is is told so. */
export function realFolder(folder: string): string {
  const rest: string[] = [];
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      return path.join(realpathSync.native(at), ...rest);
    } catch {
      if (at === path.dirname(at)) return path.resolve(folder);
      rest.unshift(path.basename(at));
    }
  }
}
