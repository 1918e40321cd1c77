import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { decodeText } from '../../../src/files/decodeText.ts';
import { listTrackedEverywhere } from '../../../src/dotenv/git/repositoriesBelow.ts';
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

  it('is listed by its bytes where its name is no text', async function () {
    const name = Buffer.from([0x61, 0xff, 0x2e, 0x74, 0x73]);
    const file = Buffer.concat([Buffer.from(`${folder}/`), name]);
    git('init', '--quiet');
    try {
      writeFileSync(file, 'a');
    } catch {
      // This file system takes only text for a name.
      this.skip();
    }
    git('add', '.');
    const [found] = (await listTracked(folder)) ?? [];
    assert.ok(Buffer.isBuffer(found) && found.equals(file));
  });

  it('is that of every repository below a folder that lies in none, submodules included', async () => {
    const init = (name: string) => {
      mkdirSync(join(folder, name), { recursive: true });
      execFileSync('git', ['init', '--quiet'], { cwd: join(folder, name) });
      writeFileSync(join(folder, name, 'a.ts'), '');
      execFileSync('git', ['add', '.'], { cwd: join(folder, name) });
    };
    init('one');
    init('two/vendor/module');
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'a'],
      {
        cwd: join(folder, 'two/vendor/module'),
      },
    );
    init('two');
    mkdirSync(join(folder, 'broken'));
    writeFileSync(join(folder, 'broken', '.git'), 'gitdir: /nowhere\n');
    const { files, hasRepository, left } = await listTrackedEverywhere(folder);
    assert.ok(hasRepository);
    const paths = ['one/a.ts', 'two/a.ts', 'two/vendor/module', 'two/vendor/module/a.ts'];
    assert.deepEqual(
      files.map(String).sort(),
      paths.map((each) => join(folder, each)),
    );
    assert.deepEqual(left, [join(folder, 'broken')]);
  });

  it('is read as an editor shows it', () => {
    const marked = Buffer.from('\ufeffa ü', 'utf16le');
    assert.equal(decodeText(marked), 'a ü');
    assert.equal(decodeText(Buffer.from(marked).swap16()), 'a ü');
    assert.equal(decodeText(Buffer.from('\ufeffa ü')), 'a ü');
  });
});
