import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkGit } from '../../../src/dotenv/git/gitGuard.ts';
import { checkGitOfMany } from '../../../src/dotenv/git/gitGuardOfMany.ts';
import { sweepBeside } from '../../../src/files/nodeDisk.ts';
import { listTracked } from '../../../src/dotenv/git/trackedFiles.ts';
import { addToGitignore } from '../../../src/dotenv/gitignore.ts';
import { git, takenByGit } from '../../support/takenByGit.ts';

describe('every repository around a .env', () => {
  let top = '';
  const at = (...names: string[]): string => path.join(top, ...names);
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const init = (name: string) => {
    mkdirSync(at(name), { recursive: true });
    execFileSync('git', ['init', '--quiet', at(name)]);
  };
  const verdict = async (folder: string) => (await checkGit(at(folder), at(folder, '.env'))).kind;
  /** As a folder that can be committed: it is a git directory whose work tree it is itself. */
  const writeFakeGitDirectory = (name: string, settings = 'bare = false\n\tworktree = .') => {
    write(`${name}/HEAD`, 'ref: refs/heads/main\n');
    write(`${name}/config`, `[core]\n\trepositoryformatversion = 0\n\t${settings}\n`);
    write(`${name}/objects/keep`, '');
    write(`${name}/refs/keep`, '');
  };

  beforeEach(() => {
    top = realpathSync.native(mkdtempSync(path.join(os.tmpdir(), 'keyrail-around-')));
  });
  afterEach(() => {
    rmSync(top, { recursive: true, force: true });
  });

  it('is asked: the outer one tracks what the inner one ignores', async () => {
    init('.');
    write('in/.env', 'A=1\n');
    git(top, ['add', 'in/.env']);
    init('in');
    write('in/.gitignore', '.env\n');
    assert.equal(takenByGit(at('in/.env'), top), true);
    assert.equal(await verdict('in'), 'tracked');
  });

  it('is asked: the outer one tracks something in the inner one, so it looks into that and takes more', async () => {
    init('.');
    write('in/code', '');
    git(top, ['add', 'in/code']);
    init('in');
    write('in/.gitignore', '.env\n');
    assert.equal(await verdict('in'), 'ignored', 'the inner rule is read by the outer one, too');
    write('in/.git/info/exclude', '.env\n');
    rmSync(at('in/.gitignore'));
    write('in/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/.env'), top), true);
    assert.equal(await verdict('in'), 'not-ignored');
  });

  it('is asked, and takes nothing of a repository inside that it does not look into', async () => {
    init('.');
    init('in');
    write('in/.gitignore', '.env\n');
    write('in/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/.env'), top), false);
    assert.equal(await verdict('in'), 'ignored');
  });

  it('is more than a committed folder that looks like a git directory and says that it ignores', async () => {
    init('.');
    writeFakeGitDirectory('in');
    write('in/info/exclude', '.env\n');
    write('in/app/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/app/.env'), top), true);
    assert.equal(await verdict('in/app'), 'not-ignored');
    assert.equal(await verdict('in'), 'not-ignored');
    git(top, ['add', '-A']);
    assert.equal(await verdict('in/app'), 'tracked');
    assert.deepEqual(await listTracked(at('in/app')), [at('in/app/.env')]);
  });

  it('may be such a folder itself, where the outer one ignores', async () => {
    init('.');
    write('.git/info/exclude', '.env\n');
    writeFakeGitDirectory('in');
    write('in/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/.env'), top), true);
    assert.equal(await verdict('in'), 'not-ignored');
    writeFakeGitDirectory('in', 'bare = true');
    assert.equal(takenByGit(at('in/.env'), top), false);
    assert.equal(await verdict('in'), 'ignored');
  });

  it('may name a work tree above itself', async () => {
    init('in');
    git(at('in'), ['config', 'core.worktree', '../..']);
    write('in/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/.env'), top), true);
    assert.equal(await verdict('in'), 'not-ignored');
  });

  it('is found where its path holds what separates paths, or a line break', async () => {
    for (const odd of ['a:b', 'a\nb']) {
      init(odd);
      mkdirSync(at(odd, 'in', '.git'), { recursive: true });
      write(`${odd}/in/.env`, 'A=1\n');
      assert.equal(takenByGit(at(odd, 'in', '.env'), top), true);
      assert.notEqual(await verdict(`${odd}/in`), 'ignored');
      write(`${odd}/app/.env`, 'A=1\n');
      assert.equal(await verdict(`${odd}/app`), 'not-ignored');
    }
  });

  it('is asked in its linked work trees and submodules', async () => {
    init('origin');
    write('origin/file', '');
    git(at('origin'), ['add', '-A']);
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
    git(at('origin'), [...who, 'commit', '--quiet', '-m', 'x']);
    git(at('origin'), ['worktree', 'add', '--quiet', at('tree')]);
    init('outer');
    git(at('outer'), ['submodule', '--quiet', 'add', at('origin'), 'sub']);
    for (const folder of ['tree', 'outer/sub']) {
      assert.equal(await verdict(folder), 'not-ignored', folder);
      await addToGitignore(at(folder), at(folder, '.env'));
      assert.equal(await verdict(folder), 'ignored', folder);
      write(`${folder}/.env`, 'A=1\n');
      assert.equal(takenByGit(at(folder, '.env'), top), false);
      git(at(folder), ['add', '-f', '.env']);
      assert.equal(await verdict(folder), 'tracked', folder);
    }
  });

  it('is also one that the editor’s environment names, with its work tree', async () => {
    init('.');
    write('.gitignore', '.env\n');
    write('in/.env', 'A=1\n');
    assert.equal(await verdict('in'), 'ignored');
    // As where the editor was started by a manager of dotfiles.
    execFileSync('git', ['init', '--quiet', '--bare', at('dots')]);
    const surroundings = { GIT_DIR: at('dots'), GIT_WORK_TREE: at('in') };
    const many = async () =>
      (await checkGitOfMany(top, [at('.env'), at('in', '.env')])).map(({ kind }) => kind);
    Object.assign(process.env, surroundings);
    try {
      assert.match(git(at('in'), ['add', '-A', '-n']), /^add '\.env'$/m);
      assert.equal(await verdict('in'), 'not-ignored');
      assert.deepEqual(await many(), ['ignored', 'not-ignored']);
      git(at('in'), ['add', '-A']);
      assert.equal(await verdict('in'), 'tracked');
      delete process.env['GIT_WORK_TREE'];
      assert.equal(await verdict('in'), 'ignored');
      git(at('in'), ['config', 'core.bare', 'false']);
      git(at('in'), ['config', 'core.worktree', at('in')]);
      assert.equal(await verdict('in'), 'tracked');
    } finally {
      for (const name of Object.keys(surroundings)) Reflect.deleteProperty(process.env, name);
    }
    assert.equal(await verdict('in'), 'ignored');
  });

  it('is also one that the environment names without a work tree, which is the folder then', async () => {
    init('.');
    write('.gitignore', '.env\n');
    write('in/.env', 'A=1\n');
    execFileSync('git', ['init', '--quiet', at('dots')]);
    // A hook's is the one around the file.
    process.env['GIT_DIR'] = at('.git');
    try {
      assert.equal(await verdict('in'), 'ignored');
      process.env['GIT_DIR'] = at('dots', '.git');
      assert.match(git(at('in'), ['add', '-A', '-n']), /^add '\.env'$/m);
      assert.equal(await verdict('in'), 'not-ignored');
      write('in/.gitignore', '.env\n');
      assert.equal(await verdict('in'), 'ignored');
    } finally {
      Reflect.deleteProperty(process.env, 'GIT_DIR');
    }
  });

  it('goes by settings that the editor’s environment has', async () => {
    init('.');
    write('rules', '.env\n');
    git(top, ['config', 'core.excludesFile', at('rules')]);
    write('.env', 'A=1\n');
    assert.equal(await verdict('.'), 'ignored');
    const settings = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.excludesFile',
      GIT_CONFIG_VALUE_0: at('nowhere'),
    };
    Object.assign(process.env, settings);
    try {
      assert.equal(takenByGit(at('.env'), top), true);
      assert.equal(await verdict('.'), 'not-ignored');
    } finally {
      for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
    }
  });

  it('gets a line in its .gitignore, each one that would take the file, or says that it did not help', async () => {
    init('.');
    write('in/code', '');
    git(top, ['add', 'in/code']);
    init('in');
    write('in/.git/info/exclude', '.env\n');
    await addToGitignore(at('in'), at('in/.env'));
    write('in/.env', 'A=1\n');
    assert.equal(takenByGit(at('in/.env'), top), false);
    git(top, ['add', '-f', 'in/.env']);
    await assert.rejects(addToGitignore(at('in'), at('in/.env')), /Git tracks/);
  });

  for (const [what, more] of [
    ['a write', []],
    ['an Undo', ['undo']],
  ] as const) {
    it(`sees no temporary file of ${what} that is killed at any step`, () => killed(more));
  }

  const killed = async (more: readonly string[]) => {
    init('.');
    write('.env', 'KEY=old\n');
    write('.gitignore', '.env\n');
    git(top, ['add', '-A']);
    const program = new URL('../../support/killedWrite.ts', import.meta.url).pathname;
    const steps = ['write', 'sync', 'compare', 'mode', 'rename'];
    for (const step of steps) {
      const { signal } = spawnSync(process.execPath, [program, at('.env'), step, ...more]);
      assert.equal(signal, 'SIGKILL', step);
      // Whole, before or after it: what stood there and what came are never both gone.
      assert.match(readFileSync(at('.env'), 'utf8'), /^KEY=(?:old|krl_local_killed0+)\n$/, step);
      if (more.length > 0) write('.env', 'KEY=old\n');
    }
    const left = readdirSync(top).filter((name) => name.endsWith('.tmp'));
    assert.equal(left.length, steps.length, 'each kill left something');
    assert.equal(
      git(top, ['status', '--porcelain', '--untracked-files=all']).trim(),
      'A  .gitignore',
    );
    git(top, ['add', '-A']);
    assert.equal(git(top, ['ls-files']), '.gitignore\n');
    for (const name of left) utimesSync(at(name), new Date(0), new Date(0));
    await sweepBeside({ folder: top, file: at('.env') });
    assert.deepEqual(readdirSync(top).sort(), ['.env', '.git', '.gitignore']);
  };
});
