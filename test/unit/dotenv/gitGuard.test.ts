import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addToGitignore, checkGit } from '../../../src/dotenv/gitGuard.ts';

describe('asking git about a .env', () => {
  let folder = '';
  const file = () => join(folder, '.env');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  const verdict = async () => (await checkGit(folder, file())).kind;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyrail-git-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows a folder without a repository', async () => {
    assert.equal(await verdict(), 'no-repository');
  });

  it('tells ignored from not ignored, also before the file exists', async () => {
    git('init', '--quiet');
    assert.equal(await verdict(), 'not-ignored');
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    assert.equal(await verdict(), 'ignored');
  });

  it('calls a tracked file tracked although a pattern matches it', async () => {
    git('init', '--quiet');
    writeFileSync(file(), 'A=1\n');
    git('add', '.env');
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    assert.equal(await verdict(), 'tracked');
  });

  it('takes a negated pattern for what it is', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), '.env*\n!.env\n');
    assert.equal(await verdict(), 'not-ignored');
  });

  it('runs no program that the repository names', async () => {
    git('init', '--quiet');
    const proof = join(folder, 'ran');
    git('config', 'core.fsmonitor', `touch ${proof}; false`);
    await verdict();
    assert.throws(() => readFileSync(proof));
  });

  it('adds one line to .gitignore and keeps the rest, line ends included', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), 'dist\r\nout');
    await addToGitignore(folder, file());
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'dist\r\nout\r\n/.env\r\n');
    assert.equal(await verdict(), 'ignored');
  });
});
