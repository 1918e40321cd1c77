import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readWhole } from '../../../src/files/readWhole.ts';

describe('reading a whole file', () => {
  let folder = '';
  const at = (name: string) => path.join(folder, name);
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-whole-'));
    writeFileSync(at('some'), 'abc');
    writeFileSync(at('empty'), '');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives its bytes, up to so many', async () => {
    assert.deepEqual(await readWhole(at('some'), 3), Buffer.from('abc'));
    assert.deepEqual(await readWhole(at('empty'), 3), Buffer.alloc(0));
    assert.equal(await readWhole(at('some'), 2), 'too-large');
  });

  it('says what the file system says', async () => {
    await assert.rejects(readWhole(at('gone'), 9), { code: 'ENOENT' });
  });

  it('waits for no pipe, follows no link, and takes no folder for a file', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('some'), at('link'));
    assert.equal(await readWhole(at('pipe'), 9), undefined);
    assert.equal(await readWhole(folder, 9), undefined);
    await assert.rejects(readWhole(at('link'), 9), { code: 'ELOOP' });
  });
});
