import path from 'node:path';
import { readGit } from './git.ts';
import { checkGit, type GitVerdict } from './gitGuard.ts';
import { formsInGit, inGit } from './inGit.ts';
import { enclosing, gitDirOfEnvironment, locate, type Repository } from './repositories.ts';

/** Of so many files git is asked at once: their names go with the question, which a system keeps short. */
const askedAtOnce = 64;

/**
 * What git would do with each of these files, in their order, like `checkGit`: a rotation looks at ten thousand,
 * and four programs for each take longer than all the rest. Only what is plain is asked together, which is a file
 * that one repository looks at; of every other each is asked by itself.
 */
export async function checkGitOfMany(
  folder: string,
  files: readonly string[],
): Promise<readonly GitVerdict[]> {
  const verdicts: GitVerdict[] = [];
  for (let at = 0; at < files.length; at += askedAtOnce) {
    verdicts.push(...(await checkSome(folder, files.slice(at, at + askedAtOnce))));
  }
  return verdicts;
}

async function checkSome(folder: string, files: readonly string[]): Promise<readonly GitVerdict[]> {
  const located = files.map((file) => locate(path.resolve(folder, file)));
  // What lies below the same folders with the same `.git` above is asked of the same repositories.
  const groups = Map.groupBy(located, ({ withGit, likeGit }) =>
    [...withGit, '', ...likeGit].join('\0'),
  );
  const known = new Map<string, GitVerdict>();
  for (const group of groups.values()) {
    const [first] = group;
    const [repository, another] = first ? await enclosing(first) : [];
    // These are asked of each file: whose work tree it lies in does not show in the folders above it.
    const isBare = first?.likeGit.length !== 0 || gitDirOfEnvironment().length > 0;
    const isPlain =
      repository?.kind === 'repository' && !another && !isBare && first.withGit.length === 1;
    const together = isPlain
      ? await askTogether(
          repository,
          group.map(({ file }) => file),
        )
      : [];
    for (const [file, verdict] of together) known.set(file, verdict);
    if (!repository && !isBare)
      for (const { file } of group) known.set(file, { kind: 'no-repository' });
  }
  return Promise.all(
    located.map(async ({ file }, at) => known.get(file) ?? checkGit(folder, files[at] ?? file)),
  );
}

/** By file; without those about which git did not say a plain yes or no. */
async function askTogether(
  repository: Repository,
  files: readonly string[],
): Promise<ReadonlyMap<string, GitVerdict>> {
  const { workTree } = repository;
  const names = new Map(files.map((file) => [inGit(workTree, file), file]));
  const [listed, ignored] = await Promise.all([
    readGit(
      workTree,
      ['ls-files', '-z', '--', ...[...names.keys()].flatMap(formsInGit).map(anyCase)],
      { repository },
    ),
    readGit(workTree, [...plainNames, 'check-ignore', '--', ...[...names.keys()].map(here)], {
      repository,
    }),
  ]);
  const isAnswered = listed.answer.code === 0 && [0, 1].includes(Number(ignored.answer.code));
  const tracked = partsOf(listed.output);
  const told = ignored.output.split('\n').filter((line) => line !== '');
  // One that is written otherwise, or a folder by now: git is asked of each what it takes for the same.
  const ignoredNames = told.map((name) => name.replace(/^\.\//, ''));
  const isOdd = [...tracked, ...ignoredNames].some((name) => !names.has(name));
  if (!isAnswered || isOdd) return new Map();
  const [isTracked, isIgnored] = [new Set(tracked), new Set(ignoredNames)];
  return new Map(
    [...names].map(([name, file]): [string, GitVerdict] => {
      if (isTracked.has(name)) return [file, { kind: 'tracked', workTree }];
      return [file, isIgnored.has(name) ? { kind: 'ignored' } : { kind: 'not-ignored', workTree }];
    }),
  );
}

/** Without `--stdin` no zero ends a name, so that only what git has to quote looks otherwise. */
const plainNames = ['-c', 'core.quotePath=false'];
const anyCase = (name: string): string => `:(literal,icase)${name}`;
const here = (name: string): string => `./${name}`;

const partsOf = (output: string): readonly string[] =>
  output.split('\0').filter((name) => name !== '');
