import assert from 'node:assert/strict';
import {
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isInside } from '../../../src/files/isInside.ts';
import { pinFolder, pinByPath, type PinnedFolder } from '../../../src/files/pinnedFolder.ts';

describe('holding on to a folder', () => {
  let root = '';
  const outer = (): string => path.join(root, 'open');
  const app = (): string => path.join(root, 'open', 'app');
  const byPath = (): PinnedFolder =>
    pinByPath(app(), outer(), openSync(app(), constants.O_RDONLY | constants.O_DIRECTORY));

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyrail-anchor-')));
    mkdirSync(app(), { recursive: true });
    mkdirSync(path.join(root, 'outside'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  for (const [how, open] of [
    ['where the system can go through it', () => pinFolder(app(), outer())],
    ['where only its path can be compared', byPath],
  ] as const) {
    it(`notices that it was moved out, ${how}`, () => {
      const anchor = open();
      assert.equal(anchor.holds(), true);
      renameSync(app(), path.join(root, 'outside', 'app'));
      symlinkSync(path.join(root, 'outside', 'app'), app());
      assert.equal(anchor.holds(), false);
      anchor.close();
    });
  }

  it('notices another folder in its place where only its path can be compared', () => {
    const anchor = byPath();
    renameSync(app(), path.join(outer(), 'moved'));
    mkdirSync(app());
    assert.equal(anchor.holds(), false);
    anchor.close();
  });

  it('opens no link', () => {
    symlinkSync(path.join(root, 'outside'), path.join(outer(), 'link'));
    assert.throws(() => pinFolder(path.join(outer(), 'link'), outer()));
  });

  it('takes no neighbour for a folder inside', () => {
    assert.equal(isInside('/a/b', '/a/b/c'), true);
    assert.equal(isInside('/a/b', '/a/bc'), false);
    assert.equal(isInside('/', '/a'), true);
  });
});
