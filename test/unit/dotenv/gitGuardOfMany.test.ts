import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkGit } from '../../../src/dotenv/git/gitGuard.ts';
import { checkGitOfMany } from '../../../src/dotenv/git/gitGuardOfMany.ts';

describe('asking git about many files at once', () => {
  let folder = '';
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  const put = (name: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'A=1\n');
    return file;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-many-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('says of each what it says when it is asked about it alone', async () => {
    git('init', '--quiet');
    const files = [
      ...['.env', 'a/.env', 'tracked.json', 'private/a.json', 'private/b c.json', 'private/é.json'],
      ...['private/"quoted".json', 'private/line\nbreak.json', 'Tracked.JSON', 'inner/own.json'],
      ...['private/tracked.json', '*.json', 'inner/private/x.json', ':(top)odd', '-x'],
    ].map(put);
    writeFileSync(path.join(folder, '.gitignore'), 'private/\n');
    git('add', '--force', 'tracked.json', 'private/tracked.json');
    execFileSync('git', ['init', '--quiet'], { cwd: path.join(folder, 'inner') });
    const alone = await Promise.all(files.map((file) => checkGit(folder, file)));
    assert.deepEqual(await checkGitOfMany(folder, files), alone);
    assert.deepEqual(
      new Set(alone.map(({ kind }) => kind)),
      new Set(['ignored', 'not-ignored', 'tracked']),
    );
  });

  it('says that there is no repository, and what is not there is judged by its name', async () => {
    const files = [put('a/.env'), path.join(folder, 'b', '.env')];
    assert.deepEqual(await checkGitOfMany(folder, files), [
      { kind: 'no-repository' },
      { kind: 'no-repository' },
    ]);
  });

  it('starts a program for many files, not for each', async function () {
    if (process.platform === 'win32') this.skip();
    git('init', '--quiet');
    writeFileSync(path.join(folder, '.gitignore'), 'private/\n');
    const files = Array.from({ length: 200 }, (_, each) =>
      put(`private/${each % 10}/${each}.json`),
    );
    const [programs, log] = [path.join(folder, 'programs'), path.join(folder, 'log')];
    mkdirSync(programs);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(
      path.join(programs, 'git'),
      `#!/bin/sh\necho x >>'${log}'\nexec '${real}' "$@"\n`,
    );
    chmodSync(path.join(programs, 'git'), 0o755);
    const before = process.env['PATH'];
    process.env['PATH'] = `${programs}${path.delimiter}${before ?? ''}`;
    try {
      const verdicts = await checkGitOfMany(folder, files);
      assert.deepEqual(new Set(verdicts.map(({ kind }) => kind)), new Set(['ignored']));
    } finally {
      process.env['PATH'] = before;
    }
    const started = readFileSync(log, 'utf8').split('\n').length - 1;
    assert.ok(started <= 20, `${started} programs`);
  });
});
