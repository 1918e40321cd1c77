import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { editEnvFile, readEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { checkGit } from '../../../src/dotenv/git/gitGuard.ts';
import { addToGitignore } from '../../../src/dotenv/gitignore.ts';
import { temporaryFolder } from '../../support/owned.ts';
import type { Run } from '../run.ts';
import { plantPrograms, traps } from './hostileFolder.ts';

const value = 'krl_local_hostilefolder000000000000_'.padEnd(84, '0');

/** A repository that wants to run a program, take a secret elsewhere, or hold the editor up: it does nothing. */
export async function hostileFolderSection({ report }: Run): Promise<void> {
  const section = report.section('folders: hostile repositories');
  if (process.platform === 'win32') {
    section.skip('links and pipes are made differently on Windows');
    return;
  }
  const place = await temporaryFolder('hostile');
  const folder = path.join(place.path, 'repository');
  const outside = path.join(place.path, 'outside');
  const file = path.join(folder, '.env');
  const holds = (name: string, isSo: boolean) => {
    if (isSo) section.pass();
    else section.fail(name);
  };
  const write = () =>
    editEnvFile({ folder, file }, (bytes) => planEdit(bytes, 'KEY', new Secret(value)));
  try {
    mkdirSync(folder);
    mkdirSync(outside);
    execFileSync('git', ['init', '--quiet', folder]);
    writeFileSync(path.join(folder, '.gitignore'), '.env\n');
    const planted = plantPrograms(folder, place.path);
    holds('an ignored file is known as ignored', (await checkGit(folder, file)).kind === 'ignored');
    await checkGit(folder, path.join(folder, '.env.other'));
    await addToGitignore(folder, path.join(folder, '.env.local'));
    await write();
    holds('no program of the repository ran', !existsSync(planted.proof));
    holds('an ordinary file is written', readFileSync(file, 'utf8').includes(value));

    const bait = path.join(outside, '.env');
    const all = Object.entries(traps(file, bait));
    for (const [name, make] of all) {
      rmSync(file, { force: true, recursive: true });
      writeFileSync(bait, 'KEY=theirs\n');
      make();
      holds(`${name}: refused`, (await write()).kind === 'refused');
      holds(`${name}: not read`, (await readEnvFile({ folder, file })).kind === 'refused');
      holds(`${name}: nothing came out`, readFileSync(bait, 'utf8') === 'KEY=theirs\n');
    }
    section.note(
      `${planted.settings} git settings and ${planted.hooks} hooks that name a program, ${all.length} files that are none`,
    );
  } finally {
    place.dispose();
  }
}
