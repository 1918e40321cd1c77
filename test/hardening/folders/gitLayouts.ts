import {
  appendFileSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Random } from '../../support/random.ts';
import { git, gitReading } from '../../support/takenByGit.ts';

/** Folders one in the other, with what git knows of each, and a place for a `.env`. */
export interface GitLayout {
  readonly top: string;
  /** It need not be there. */
  readonly file: string;
  /** What was made at each level, for whoever has to look at it again. */
  readonly made: readonly string[];
}

/** What a repository is made from, and a file with rules for all repositories of the person. */
export interface LayoutSeeds {
  readonly empty: string;
  readonly committed: string;
  readonly bare: string;
}

const rules = [
  '.env',
  '/.env',
  '*.env',
  '**/.env',
  '.env*',
  '[.]env',
  '\\.env',
  '.ENV',
  '.env ',
  '.env\\ ',
  '.env\r',
  '#.env',
  '.env/',
  '!.env',
  '.env\n!.env',
  '!.env\n.env',
  '.env*\n!.env',
  '*\n!*/\n!.env',
  '*',
  '*\n!/.env',
  'in*/',
  'in1',
  '/in1/*\n!/in1/in2/',
  'in*/*\n!in*/.env',
  '**/in2/**',
  'node_modules',
];

/** The same `random` makes the same layout in `top`, an empty folder. */
export function makeLayout(top: string, seeds: LayoutSeeds, random: Random): GitLayout {
  mkdirSync(top);
  const depth = 1 + random.below(3);
  const folders = [top];
  for (let level = 1; level <= depth; level += 1) {
    folders.push(path.join(folders.at(-1) ?? top, `in${level}`));
  }
  const innermost = folders.at(-1) ?? top;
  const file = path.join(innermost, '.env');
  const made: string[] = [];
  const likely = (percent: number): boolean => random.below(100) < percent;
  for (const [level, folder] of folders.entries()) {
    const name = random.pick(Object.keys(kinds));
    const kind = kinds[name];
    kind?.({ folder, top, seeds, level });
    mkdirSync(innermost, { recursive: true });
    writeFileSync(path.join(innermost, 'code'), '1\n');
    writeFileSync(file, 'KEY=old\n');
    const noted = [name];
    const note = (what: string, run: () => void) => {
      noted.push(attempt(run) ? what : `${what} in vain`);
    };
    if (likely(45)) {
      const rule = random.pick(rules);
      note(`.gitignore ${JSON.stringify(rule)}`, () => {
        writeFileSync(path.join(folder, '.gitignore'), `${rule}\n`);
      });
    }
    if (likely(30)) {
      const rule = random.pick(rules);
      note(`info/exclude ${JSON.stringify(rule)}`, () => {
        exclude(folder, rule);
      });
    }
    if (likely(20)) {
      const rule = random.pick(rules);
      note(`excludesFile ${JSON.stringify(rule)}`, () => {
        writeFileSync(path.join(top, `rules${level}`), `${rule}\n`);
        git(folder, ['config', 'core.excludesFile', path.join(top, `rules${level}`)]);
      });
    }
    if (likely(15)) {
      note('ignorecase', () => {
        git(folder, ['config', 'core.ignorecase', 'true']);
      });
    }
    if (likely(15)) note('tracks it', () => git(folder, ['add', '--force', file]));
    if (likely(20)) {
      note('tracks what is beside it', () =>
        git(folder, ['add', '--force', path.join(innermost, 'code')]),
      );
    }
    if (likely(15)) note('takes all', () => git(folder, ['add', '--all', '--ignore-errors']));
    if (likely(30)) {
      const what = random.pick(Object.keys(oddities));
      note(what, () => {
        oddities[what]?.({ folder, file, innermost, level });
      });
    }
    made.push(noted.join(', '));
  }
  return { top, file, made };
}

interface Odd {
  readonly folder: string;
  readonly file: string;
  readonly innermost: string;
  readonly level: number;
}

/** What git can be told besides, most of it of files that it has. */
const oddities: Readonly<Record<string, (of: Odd) => void>> = {
  'skips it in the work tree': ({ folder, file }) => {
    git(folder, ['add', '--force', file]);
    git(folder, ['update-index', '--skip-worktree', file]);
  },
  'assumes it unchanged': ({ folder, file }) => {
    git(folder, ['add', '--force', file]);
    git(folder, ['update-index', '--assume-unchanged', file]);
  },
  'intends to add it': ({ folder, file }) => {
    git(folder, ['add', '--force', '--intent-to-add', file]);
  },
  'has taken it out again': ({ folder, file }) => {
    git(folder, ['add', '--force', file]);
    git(folder, ['rm', '--quiet', '--cached', '--force', file]);
  },
  'is sparse': ({ folder }) => {
    git(folder, ['sparse-checkout', 'set', '--no-cone', '/nowhere']);
  },
  'is sparse in cones': ({ folder }) => {
    git(folder, ['sparse-checkout', 'set', '--cone', '--sparse-index', 'nowhere']);
  },
  'excludesFile relative': ({ folder }) => {
    writeFileSync(path.join(folder, 'theirs'), '.env\n');
    git(folder, ['config', 'core.excludesFile', 'theirs']);
  },
  'excludesFile relative to nowhere': ({ folder }) => {
    git(folder, ['config', 'core.excludesFile', '../nowhere']);
  },
  'excludesFile of nothing': ({ folder }) => {
    git(folder, ['config', 'core.excludesFile', '']);
  },
  'settings of the work tree': ({ folder }) => {
    writeFileSync(path.join(folder, 'theirs'), '!.env\n.env\n');
    git(folder, ['config', 'extensions.worktreeConfig', 'true']);
    git(folder, ['config', '--worktree', 'core.excludesFile', path.join(folder, 'theirs')]);
  },
  'settings of another file': ({ folder, level }) => {
    const settings = path.join(folder, `settings${level}`);
    writeFileSync(settings, '[core]\n\tbare = false\n\tignorecase = true\n');
    git(folder, ['config', 'include.path', settings]);
  },
  'index in two, untracked files cached': ({ folder }) => {
    git(folder, ['config', 'core.untrackedCache', 'true']);
    git(folder, ['update-index', '--split-index', '--force-untracked-cache']);
  },
  'rules behind a link': ({ folder, level }) => {
    writeFileSync(path.join(folder, `linked${level}`), '.env\n');
    rmSync(path.join(folder, '.gitignore'), { force: true });
    symlinkSync(`linked${level}`, path.join(folder, '.gitignore'));
  },
  'rules in a folder of that name': ({ folder }) => {
    rmSync(path.join(folder, '.gitignore'), { force: true });
    mkdirSync(path.join(folder, '.gitignore'));
  },
  'rules that nobody may read': ({ innermost }) => {
    writeFileSync(path.join(innermost, '.gitignore'), Buffer.from([0xff, 0xfe, 0x2e, 0, 0x0a]));
  },
  'is said to be bare': ({ folder }) => {
    git(folder, ['config', 'core.bare', 'true']);
  },
  'belongs to somebody else': ({ folder }) => {
    const gitDir = path.join(folder, '.git');
    for (const each of [folder, gitDir]) chownSync(each, 65534, 65534);
  },
  'refuses its version': ({ folder }) => {
    git(folder, ['config', 'core.repositoryFormatVersion', '1']);
    git(folder, ['config', 'extensions.unheardOf', 'true']);
  },
  'in a conflict': ({ folder, file }) => {
    const blob = git(folder, ['hash-object', '-w', file]).trim();
    const name = path.relative(git(folder, ['rev-parse', '--show-toplevel']).trim(), file);
    const sides = [1, 2, 3].map((side) => `100644 ${blob} ${side}\t${name}\n`).join('');
    const lines = path.join(folder, 'conflict');
    writeFileSync(lines, sides);
    gitReading(folder, ['update-index', '--index-info'], lines);
  },
};

interface Level {
  readonly folder: string;
  readonly top: string;
  readonly seeds: LayoutSeeds;
  readonly level: number;
}

/** Ways in which a folder is or is not a repository; the last ones are what may be committed or unpacked. */
const kinds: Readonly<Record<string, (of: Level) => void>> = {
  'a folder': ({ folder }) => mkdirSync(folder, { recursive: true }),
  'a repository': repository,
  'a repository with a commit': ({ folder, seeds }) => {
    cpSync(seeds.committed, folder, { recursive: true });
  },
  'another repository': repository,
  'a linked work tree': ({ folder, top, seeds, level }) => {
    const main = path.join(top, `main${level}`);
    cpSync(seeds.committed, main, { recursive: true });
    linkedTree(main, folder);
  },
  'a submodule': ({ folder, seeds, ...of }) => {
    const outer = path.dirname(folder);
    if (existsSync(folder) || !attempt(() => git(outer, ['rev-parse', '--show-toplevel']))) {
      repository({ folder, seeds, ...of });
      return;
    }
    attempt(() => git(outer, ['submodule', '--quiet', 'add', '--force', seeds.committed, folder]));
    mkdirSync(folder, { recursive: true });
  },
  'a git directory elsewhere': ({ folder, top, level }) => {
    git(top, ['init', '--quiet', `--separate-git-dir=${path.join(top, `git${level}`)}`, folder]);
  },
  'a git directory by a link': ({ folder, top, seeds, level }) => {
    repository({ folder, top, seeds, level });
    renameSync(path.join(folder, '.git'), path.join(top, `git${level}`));
    symlinkSync(path.join(top, `git${level}`), path.join(folder, '.git'));
  },
  'a repository with its work tree above': ({ folder, top, seeds, level }) => {
    repository({ folder, top, seeds, level });
    if (folder !== top) git(folder, ['config', 'core.worktree', '../..']);
  },
  'a repository of other digests': ({ folder }) => {
    mkdirSync(folder, { recursive: true });
    git(folder, ['init', '--quiet', '--object-format=sha256']);
  },
  'a work tree of a bare repository': ({ folder, top, seeds, level }) => {
    const bare = path.join(top, `bare${level}`);
    git(top, ['clone', '--quiet', '--bare', seeds.committed, bare]);
    linkedTree(bare, folder);
  },
  'a submodule without its repository': ({ folder, seeds, ...of }) => {
    kinds['a submodule']?.({ folder, seeds, ...of });
    rmSync(path.join(folder, '.git'), { recursive: true, force: true });
  },
  'a repository with its work tree beside': ({ folder, top, seeds, level }) => {
    repository({ folder, top, seeds, level });
    mkdirSync(path.join(top, 'beside'), { recursive: true });
    git(folder, ['config', 'core.worktree', path.join(top, 'beside')]);
  },
  'a file that names a git directory that is gone': ({ folder }) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '.git'), 'gitdir: ../gone\n');
  },
  'a bare repository': ({ folder, seeds }) => {
    cpSync(seeds.bare, folder, { recursive: true });
  },
  'a bare repository with a work tree': ({ folder, seeds }) => {
    cpSync(seeds.bare, folder, { recursive: true });
    worktreeOf(folder, '.');
  },
  'a committed git directory': (of) => {
    fake(of);
    worktreeOf(of.folder, '.');
  },
  'a committed git directory with its work tree above': (of) => {
    fake(of);
    worktreeOf(of.folder, of.folder === of.top ? '.' : '..');
  },
  'a committed git directory without work tree': fake,
  'a committed git directory that is broken': ({ folder }) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'HEAD'), 'ref: refs/heads/main\n');
  },
};

/** Git makes one only where nothing is. */
function linkedTree(main: string, folder: string): void {
  if (existsSync(folder)) {
    git(main, ['worktree', 'add', '--quiet', `${main}-tree`]);
    renameSync(path.join(`${main}-tree`, '.git'), path.join(folder, '.git'));
    git(main, ['worktree', 'repair', folder]);
  } else {
    git(main, ['worktree', 'add', '--quiet', folder]);
  }
}

function repository({ folder, seeds }: Level): void {
  cpSync(seeds.empty, folder, { recursive: true });
}

function fake({ folder }: Level): void {
  for (const name of ['objects', 'refs']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(path.join(folder, 'config'), '[core]\n\trepositoryformatversion = 0\n');
}

/** Git takes the last of what is said twice. */
function worktreeOf(gitDir: string, worktree: string): void {
  appendFileSync(path.join(gitDir, 'config'), `[core]\n\tbare = false\n\tworktree = ${worktree}\n`);
}

function exclude(folder: string, rule: string): void {
  const own = git(folder, ['rev-parse', '--git-path', 'info/exclude']).replace(/\n$/, '');
  const to = path.resolve(folder, own);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, `${rule}\n`);
}

/** Not everything can be done at every level; what cannot is a layout as well. */
function attempt(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
