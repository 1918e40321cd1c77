import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkGit, type GitVerdict } from '../../../src/dotenv/gitGuard.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { seeded } from '../../support/random.ts';
import { git, takenByGit } from '../../support/takenByGit.ts';
import type { Run } from '../run.ts';
import { makeLayout, type GitLayout, type LayoutSeeds } from './gitLayouts.ts';

const LAYOUTS = 200;

/**
 * Folders with repositories of every kind around a `.env`: what the guard says of each is compared with
 * what a real `git add -A` takes, typed in any folder above it. Git's own answer decides.
 */
export async function gitLayoutsSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('folders: git layouts');
  if (process.platform === 'win32') {
    section.skip('links are made differently on Windows', LAYOUTS);
    return;
  }
  const place = await temporaryFolder('layouts');
  const before = { ...process.env };
  const count = long ? LAYOUTS * 5 : LAYOUTS;
  const figures = { taken: 0, refused: 0, stricter: 0 };
  try {
    const root = realpathSync.native(place.path);
    const seeds = makeSeeds(root);
    for (let at = 0; at < count; at += 1) {
      const random = seeded(seed + at);
      process.env['GIT_CONFIG_GLOBAL'] = path.join(root, at % 4 === 0 ? 'ignoring' : 'plain');
      const layout = makeLayout(path.join(root, `layout${at}`), seeds, random);
      if (random.below(2) === 0) rmSync(layout.file, { force: true });
      const verdict = await checkGit(path.dirname(layout.file), layout.file);
      if (!existsSync(layout.file)) writeFileSync(layout.file, 'KEY=new\n');
      const isTaken = takenByGit(layout.file, layout.top);
      const isLetIn = verdict.kind === 'ignored' || verdict.kind === 'no-repository';
      figures.taken += isTaken ? 1 : 0;
      figures.refused += isLetIn ? 0 : 1;
      if (isTaken === !isLetIn) section.pass();
      else if (isTaken || verdict.kind !== 'git-failed')
        section.fail(say(at, layout, verdict, isTaken));
      else {
        // Git itself does nothing there, so nobody can say what it would do.
        figures.stricter += 1;
        section.pass();
      }
      rmSync(layout.top, { recursive: true, force: true });
    }
    section.note(
      `${figures.taken} of ${count} would be committed; ${figures.refused} refused, ${figures.stricter} of them because git could not be asked`,
    );
  } finally {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
    place.dispose();
  }
}

function makeSeeds(root: string): LayoutSeeds {
  const who = '[user]\n\tname = x\n\temail = x@example.org\n[init]\n\tdefaultBranch = main\n';
  writeFileSync(path.join(root, 'plain'), who);
  writeFileSync(path.join(root, 'rules'), '.env\n');
  const ignoring = `${who}[core]\n\texcludesFile = ${path.join(root, 'rules')}\n`;
  writeFileSync(path.join(root, 'ignoring'), ignoring);
  process.env['GIT_CONFIG_GLOBAL'] = path.join(root, 'plain');
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  const seeds = { empty: path.join(root, 'empty'), committed: path.join(root, 'committed') };
  for (const folder of Object.values(seeds)) {
    mkdirSync(folder);
    git(folder, ['init', '--quiet']);
  }
  writeFileSync(path.join(seeds.committed, 'file'), '1\n');
  git(seeds.committed, ['add', 'file']);
  git(seeds.committed, ['commit', '--quiet', '--message', 'x']);
  return seeds;
}

const say = (at: number, { made }: GitLayout, { kind }: GitVerdict, isTaken: boolean): string =>
  `layout ${at}: ${kind}, git ${isTaken ? 'takes it' : 'does not'}; ${made.join(' / ')}`;
