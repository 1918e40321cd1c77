import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { listTracked } from '../../../src/dotenv/git/trackedFiles.ts';

describe('what git tracks in a folder', () => {
  let folder = '';
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyrail-tracked-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is listed with odd names, without what it does not track', async () => {
    git('init', '--quiet');
    mkdirSync(join(folder, 'a b'));
    for (const name of ['a b/ü\n"x".txt', 'tracked.ts', 'other.ts']) {
      writeFileSync(join(folder, name), '');
    }
    git('add', 'a b', 'tracked.ts');
    assert.deepEqual(await listTracked(folder), [
      join(folder, 'a b/ü\n"x".txt'),
      join(folder, 'tracked.ts'),
    ]);
    assert.deepEqual(await listTracked(join(folder, 'a b')), [join(folder, 'a b', 'ü\n"x".txt')]);
  });

  it('is nothing where there is no repository', async () => {
    assert.equal(await listTracked(folder), undefined);
  });

  it('is said to be unknown where git fails', async () => {
    writeFileSync(join(folder, '.git'), 'gitdir: /nowhere\n');
    await assert.rejects(listTracked(folder), UserFacingError);
  });
});
