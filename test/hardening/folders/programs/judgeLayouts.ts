import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkGit, type GitVerdict } from '../../../../src/dotenv/git/gitGuard.ts';
import { temporaryFolder } from '../../../support/owned.ts';
import { seeded } from '../../../support/random.ts';
import { git, takenByGit } from '../../../support/takenByGit.ts';
import { makeLayout, type LayoutSeeds } from '../gitLayouts.ts';

/** What one process says of one layout, as a line of JSON. */
export interface JudgedLayout {
  readonly at: number;
  /** The guard's. */
  readonly verdict: GitVerdict['kind'];
  /** Git's. */
  readonly isTaken: boolean;
  readonly made: readonly string[];
}

/** Makes and judges layouts `first`, `first + step`, … below `count`. */
const [seed = 0, first = 0, count = 0, step = 1] = process.argv.slice(2).map(Number);
const place = await temporaryFolder('layouts');
const root = realpathSync.native(place.path);
const seeds = makeSeeds();
for (let at = first; at < count; at += step) {
  const random = seeded(seed + at);
  process.env['GIT_CONFIG_GLOBAL'] = path.join(root, at % 4 === 0 ? 'ignoring' : 'plain');
  const { top, file, made } = makeLayout(path.join(root, `layout${at}`), seeds, random);
  if (random.below(2) === 0) rmSync(file, { force: true });
  const verdict = (await checkGit(path.dirname(file), file)).kind;
  if (!existsSync(file)) writeFileSync(file, 'KEY=new\n');
  const judged: JudgedLayout = { at, verdict, isTaken: takenByGit(file, top), made };
  console.log(JSON.stringify(judged));
}
place.dispose();

function makeSeeds(): LayoutSeeds {
  // Without the examples that git puts into each new repository: nobody looks at them.
  mkdirSync(path.join(root, 'template'));
  const who = `[user]\n\tname = x\n\temail = x@example.org\n[init]\n\tdefaultBranch = main\n\ttemplateDir = ${path.join(root, 'template')}\n`;
  writeFileSync(path.join(root, 'plain'), who);
  writeFileSync(path.join(root, 'rules'), '.env\n');
  const ignoring = `${who}[core]\n\texcludesFile = ${path.join(root, 'rules')}\n`;
  writeFileSync(path.join(root, 'ignoring'), ignoring);
  process.env['GIT_CONFIG_GLOBAL'] = path.join(root, 'plain');
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  const at = (name: string) => path.join(root, name);
  const made = { empty: at('empty'), committed: at('committed'), bare: at('bare') };
  git('/', ['init', '--quiet', made.empty]);
  git('/', ['init', '--quiet', made.committed]);
  git('/', ['init', '--quiet', '--bare', made.bare]);
  writeFileSync(path.join(made.committed, 'file'), '1\n');
  git(made.committed, ['add', 'file']);
  git(made.committed, ['commit', '--quiet', '--message', 'x']);
  return made;
}
