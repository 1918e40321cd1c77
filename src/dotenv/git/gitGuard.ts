import path from 'node:path';
import { isInside } from '../../files/isInside.ts';
import { readGit } from './git.ts';
import { formsInGit, inGit } from './inGit.ts';
import {
  enclosing,
  locate,
  realFolder,
  unanswered,
  type RepositoryLocation,
  type Repository,
  type Unanswered,
} from './repositories.ts';

/** What git would do with a file that holds a secret: the worst that any repository around it says. */
export type GitVerdict =
  /** No repository around it tracks it, and every one that looks into its folder ignores it. */
  | { readonly kind: 'ignored' }
  /** Not ignored and not tracked: one `git add -A` in `workTree` away from a commit. */
  | { readonly kind: 'not-ignored'; readonly workTree: string }
  | { readonly kind: 'tracked'; readonly workTree: string }
  | { readonly kind: 'no-repository' }
  | Unanswered;

/** The worst first. */
const order = ['tracked', 'git-missing', 'git-failed', 'not-ignored', 'ignored'] as const;

/**
 * Asks each repository around a file, however far above, for each takes what its own rules do not
 * ignore. Where git is not there `.gitignore` is not guessed at: what is said is that nobody could be
 * asked. For trusted folders.
 */
export async function checkGit(folder: string, file: string): Promise<GitVerdict> {
  const place = locate(path.resolve(folder, file));
  const found = await enclosing(place);
  const verdicts = await Promise.all(
    found.map(async (each) => (each.kind === 'repository' ? verdictOf(each, place) : each)),
  );
  for (const kind of order) {
    const worst = verdicts.find((each) => each.kind === kind);
    if (worst) return worst;
  }
  return { kind: 'no-repository' };
}

/**
 * What one repository does with it. `check-ignore` reports a tracked file as *not ignored* even where a
 * pattern matches, so tracking is told from the index; and it knows nothing of repositories inside: git
 * does not look into one, unless files in it were tracked before it was made.
 */
async function verdictOf(repository: Repository, place: RepositoryLocation): Promise<GitVerdict> {
  const { workTree } = repository;
  const relative = inGit(workTree, place.file);
  // Git takes nothing of its own folder, and does not say so when it is asked.
  if (/(?:^|\/)\.git\//i.test(relative)) return { kind: 'ignored' };
  const inner = place.withGit
    .filter((at) => at !== workTree && isInside(workTree, at) && !holdsItself(at, repository))
    .map((at) => inGit(workTree, at));
  const [listed, ignored] = await Promise.all([
    readGit(
      workTree,
      ['ls-files', '-z', '--', ...[relative, ...inner].flatMap(formsInGit).map(anyCase)],
      {
        repository,
      },
    ),
    readGit(workTree, ['check-ignore', '--quiet', '--', `./${relative}`], { repository }),
  ]);
  if (listed.answer.code !== 0) return unanswered(listed.answer);
  const names = listed.output.split('\0').filter((name) => name !== '');
  const isOther = (name: string): boolean =>
    ![relative, ...inner].some((each) => name === each || name.startsWith(`${each}/`));
  // Hardly ever is there one that only is written otherwise, and then it matters what git takes for the same.
  const alike = names.some(isOther) ? await alikeIn(repository) : (name: string) => name;
  if (names.some((name) => alike(name) === alike(relative))) return { kind: 'tracked', workTree };
  const looksInto = (folder: string): boolean =>
    names.some((name) => alike(name).startsWith(alike(`${folder}/`)));
  if (!inner.every(looksInto)) return { kind: 'ignored' };
  const { code, said } = ignored.answer;
  // A submodule that is not checked out: nothing in its place is taken.
  if (code === 0 || /^fatal: Pathspec '.*' is in submodule /.test(said)) return { kind: 'ignored' };
  return code === 1 ? { kind: 'not-ignored', workTree } : unanswered(ignored.answer);
}

/** A repository that names a work tree above its own folder looks into that one like into any other. */
const holdsItself = (folder: string, { gitDir }: Repository): boolean =>
  realFolder(path.join(folder, '.git')) === realFolder(gitDir);

const anyCase = (relative: string): string => `:(literal,icase)${relative}`;

/**
 * What git takes for the same name there: `.ENV` for `.env` as on most disks of macOS and Windows, and on macOS
 * `é` in its two forms, of which git tells the composed one whichever the disk has.
 */
async function alikeIn(repository: Repository): Promise<(name: string) => string> {
  const isSet = async (setting: string) => {
    const question = ['config', '--type=bool', '--get', setting];
    return (await readGit(repository.workTree, question, { repository })).output.startsWith('true');
  };
  const [ignoresCase, composes] = await Promise.all([
    isSet('core.ignorecase'),
    isSet('core.precomposeunicode'),
  ]);
  return (name) => {
    const form = composes ? name.normalize('NFC') : name;
    return ignoresCase ? form.toLowerCase() : form;
  };
}
