import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { checkGit } from '../../../src/dotenv/git/gitGuard.ts';
import { checkGitOfMany } from '../../../src/dotenv/git/gitGuardOfMany.ts';
import { addToGitignore, planIgnore } from '../../../src/dotenv/gitignore.ts';
import { listTracked } from '../../../src/dotenv/git/trackedFiles.ts';

describe('asking git about a .env', () => {
  let folder = '';
  const file = (name = '.env') => join(folder, name);
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

  it('takes what lies in its own folder for ignored', async () => {
    git('init', '--quiet');
    assert.equal((await checkGit(folder, join(folder, '.git', 'config'))).kind, 'ignored');
    assert.equal((await checkGit(folder, join(folder, '.git', 'hooks', 'x'))).kind, 'ignored');
  });

  it('calls a tracked file tracked although a pattern matches it', async () => {
    git('init', '--quiet');
    writeFileSync(file(), 'A=1\n');
    git('add', '.env');
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    assert.equal(await verdict(), 'tracked');
  });

  it('asks the repository that a linked folder lies in', async () => {
    git('init', '--quiet');
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app', '.env'), 'A=1\n');
    git('add', '--all');
    const elsewhere = mkdtempSync(join(tmpdir(), 'keyrail-link-'));
    const link = join(elsewhere, 'app');
    symlinkSync(join(folder, 'app'), link);
    assert.equal((await checkGit(link, join(link, '.env'))).kind, 'tracked');
    assert.deepEqual(await listTracked(link), [join(link, '.env')]);
    rmSync(elsewhere, { recursive: true });
  });

  it('takes a negated pattern for what it is', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), '.env*\n!.env\n');
    assert.equal(await verdict(), 'not-ignored');
  });

  it('runs no program that the repository names', async () => {
    git('init', '--quiet');
    const proof = join(folder, 'ran');
    const program = join(folder, 'program');
    writeFileSync(program, `#!/bin/sh\ntouch ${proof}\n`, { mode: 0o755 });
    for (const setting of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'filter.x.clean',
      'core.editor',
    ]) {
      git('config', setting, program);
    }
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-commit']) {
      copyFileSync(program, join(folder, '.git', 'hooks', hook));
    }
    writeFileSync(join(folder, '.gitattributes'), '* filter=x\n');
    writeFileSync(join(folder, 'tracked'), '1\n');
    git('add', '.gitattributes');
    rmSync(proof, { force: true });
    writeFileSync(file(), 'A=1\n');
    assert.equal(await verdict(), 'not-ignored');
    assert.throws(() => readFileSync(proof));
  });

  it('asks the repository that the file is in, whatever the surroundings say', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    execFileSync('git', ['init', '--quiet'], { cwd: inner });
    assert.equal((await checkGit(folder, join(inner, '.env'))).kind, 'not-ignored');
    // As when the editor was started from a git hook.
    process.env['GIT_DIR'] = join(inner, '.git');
    try {
      assert.equal(await verdict(), 'ignored');
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('says that there is no git, where there is a repository to ask about', async () => {
    const before = process.env['PATH'];
    mkdirSync(join(folder, '.git'));
    process.env['PATH'] = join(folder, 'nothing');
    try {
      assert.equal(await verdict(), 'git-missing');
      rmSync(join(folder, '.git'), { recursive: true });
      assert.equal(await verdict(), 'no-repository');
    } finally {
      process.env['PATH'] = before;
    }
  });

  it('sees that a file is tracked whose folder macOS writes in another form than git', async () => {
    const [composed, apart] = ['caf\u00e9', 'cafe\u0301'];
    git('init', '--quiet');
    git('config', 'core.precomposeunicode', 'true');
    mkdirSync(join(folder, composed));
    writeFileSync(file(join(composed, '.env')), '');
    git('add', composed);
    writeFileSync(file('.gitignore'), '.env\n');
    // Here these are two folders; there the disk finds either by the other.
    renameSync(join(folder, composed), join(folder, apart));
    assert.equal((await checkGit(folder, file(join(apart, '.env')))).kind, 'tracked');
    const [one] = await checkGitOfMany(folder, [file(join(apart, '.env'))]);
    assert.equal(one?.kind, 'tracked');
  });

  it('says why git could not answer', async () => {
    mkdirSync(join(folder, '.git'));
    const answer = await checkGit(folder, file());
    assert.ok(answer.kind === 'git-failed');
    assert.match(answer.reason, /not a gitdir/);
  });

  it('adds one line to .gitignore and keeps the rest, line ends included', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), 'dist\r\nout');
    await addToGitignore(folder, file());
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'dist\r\nout\r\n/.env\r\n');
    assert.equal(await verdict(), 'ignored');
  });

  it('plans that line, so that it can be shown, before it touches anything; undone, it is gone', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, '.gitignore'), 'dist\n');
    const edit = await planIgnore(folder, file(), folder);
    assert.deepEqual(edit.changes, [{ kind: 'appended', line: 2, after: '/.env' }]);
    assert.equal(await verdict(), 'not-ignored');
    const [made] = await edit.make();
    assert.equal(await verdict(), 'ignored');
    assert.ok(made);
    await made.edited.undo();
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'dist\n');
  });

  it('adds it where the repository that the file is in looks: one inside the other, a submodule', async () => {
    git('init', '--quiet');
    const inner = join(folder, 'inner');
    mkdirSync(join(inner, 'app'), { recursive: true });
    execFileSync('git', ['init', '--quiet'], { cwd: inner });
    symlinkSync(join(inner, 'app'), join(folder, 'linked'));
    for (const [place, pattern] of [
      ['inner', '/.env'],
      ['inner/app', '/app/.env'],
      ['linked', '/app/.env'],
    ] as const) {
      rmSync(join(inner, '.gitignore'), { force: true });
      await addToGitignore(folder, join(folder, place, '.env'));
      assert.equal(readFileSync(join(inner, '.gitignore'), 'utf8'), `${pattern}\n`);
    }
    assert.throws(() => readFileSync(join(folder, '.gitignore')));
  });

  it('adds it no higher than in the folder, where that is a part of a repository', async () => {
    git('init', '--quiet');
    const part = join(folder, 'part');
    mkdirSync(join(part, 'app'), { recursive: true });
    await addToGitignore(part, join(part, 'app', '.env'));
    assert.equal(readFileSync(join(part, '.gitignore'), 'utf8'), '/app/.env\n');
  });

  it('names a file in a folder below as it is, whatever its characters mean in a pattern', async () => {
    git('init', '--quiet');
    const odd = join(folder, '[a] #b', 'c*');
    mkdirSync(odd, { recursive: true });
    await addToGitignore(folder, join(odd, '.env'));
    assert.equal((await checkGit(folder, join(odd, '.env'))).kind, 'ignored');
    mkdirSync(join(folder, '[a] #b', 'cd'));
    assert.equal(
      (await checkGit(folder, join(folder, '[a] #b', 'cd', '.env'))).kind,
      'not-ignored',
    );
  });

  it('does not call a file ignored that another pattern takes back', async () => {
    git('init', '--quiet');
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app', '.gitignore'), '!.env\n');
    await assert.rejects(addToGitignore(folder, join(folder, 'app', '.env')), UserFacingError);
  });

  it('follows no link that is called .gitignore', async () => {
    git('init', '--quiet');
    writeFileSync(join(folder, 'target'), 'dist\n');
    symlinkSync('target', join(folder, '.gitignore'));
    await assert.rejects(addToGitignore(folder, file()), UserFacingError);
    assert.equal(readFileSync(join(folder, 'target'), 'utf8'), 'dist\n');
  });
});
