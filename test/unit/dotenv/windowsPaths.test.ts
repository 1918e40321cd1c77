import assert from 'node:assert/strict';
import path from 'node:path';
import { inGit } from '../../../src/dotenv/git/inGit.ts';
import { isInside } from '../../../src/files/isInside.ts';
import { isSameNode } from '../../../src/files/sameNode.ts';

const isIn = (outer: string, inner: string) => isInside(outer, inner, path.win32);

describe('paths of Windows', () => {
  it('are the same with a drive in either letter, as VS Code and the system write it', () => {
    assert.equal(isIn('c:\\Users\\Ada', 'C:\\Users\\Ada\\shop\\.env'), true);
    assert.equal(isIn('C:\\Users\\Ada', 'c:\\Users\\Ada'), true);
    assert.equal(isIn('d:\\Users\\Ada', 'C:\\Users\\Ada\\.env'), false);
    assert.equal(isIn('C:\\', 'c:\\.env'), true);
  });

  it('are the same with either slash, and behind the sign for long ones', () => {
    assert.equal(isIn('C:/shop', 'C:\\shop\\.env'), true);
    assert.equal(isIn('\\\\?\\C:\\shop', 'C:\\shop\\web\\.env'), true);
    assert.equal(isIn('\\\\server\\share', '\\\\?\\UNC\\server\\share\\.env'), true);
    assert.equal(isIn('\\\\server\\share\\', '\\\\server\\share\\shop\\.env'), true);
  });

  it('of a neighbour, another share or another folder in other letters are not inside', () => {
    assert.equal(isIn('C:\\shop', 'C:\\shopping\\.env'), false);
    assert.equal(isIn('\\\\server\\share', '\\\\server\\share2\\.env'), false);
    assert.equal(isIn('\\\\server\\share', 'C:\\server\\share\\.env'), false);
    // The disk says names as they are, and a folder can be told to tell them apart.
    assert.equal(isIn('C:\\shop', 'C:\\SHOP\\.env'), false);
  });

  it('are named to git with slashes, from drives and shares', () => {
    assert.equal(inGit('C:\\shop', 'C:\\shop\\web\\.env', path.win32), 'web/.env');
    assert.equal(inGit('c:\\shop', 'C:\\shop\\node_modules\\a', path.win32), 'node_modules/a');
    assert.equal(
      inGit('\\\\server\\share', '\\\\server\\share\\web\\.env', path.win32),
      'web/.env',
    );
  });

  it('lead to the same file whatever is said of the volume', () => {
    const [named, opened] = [
      { ino: 7, dev: 0x12_3456_789a },
      { ino: 7, dev: 0x3456_789a },
    ];
    assert.deepEqual(
      [isSameNode(named, opened, true), isSameNode(named, opened, false)],
      [true, false],
    );
    assert.equal(isSameNode(named, { ...named, ino: 8 }, true), false);
  });
});
