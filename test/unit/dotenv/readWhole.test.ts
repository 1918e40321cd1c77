import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readWhole } from '../../../src/files/readWhole.ts';

describe('reading a whole file', () => {
  let folder = '';
  const at = (name: string) => path.join(folder, name);
  const read = (name: string, mostBytes: number) => readWhole(at(name), { mostBytes });
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-whole-'));
    writeFileSync(at('some'), 'abc');
    writeFileSync(at('empty'), '');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives its bytes, up to so many', async () => {
    assert.deepEqual(await read('some', 3), { bytes: Buffer.from('abc'), isChanging: false });
    assert.deepEqual(await read('empty', 3), { bytes: Buffer.alloc(0), isChanging: false });
    assert.equal(await read('some', 2), 'too-large');
  });

  it('says what the file system says', async () => {
    await assert.rejects(read('gone', 9), { code: 'ENOENT' });
  });

  it('waits for no pipe, follows no link, and takes no folder for a file', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('some'), at('link'));
    assert.equal(await read('pipe', 9), undefined);
    assert.equal(await read('', 9), undefined);
    await assert.rejects(read('link', 9), { code: 'ELOOP' });
    const whole = await readWhole(at('link'), { mostBytes: 9, follow: true });
    assert.deepEqual(whole, { bytes: Buffer.from('abc'), isChanging: false });
  });

  it('reads again what changes meanwhile, and says of what never stands still that it does', async () => {
    const file = at('busy');
    writeFileSync(file, 'x'.repeat(200_000));
    const stop = new AbortController();
    const writer = (async () => {
      while (!stop.signal.aborted) await appendFile(file, 'y'.repeat(10));
    })();
    const during: (boolean | undefined)[] = [];
    for (let at = 0; at < 20; at += 1) {
      const whole = await read('busy', 1e8);
      during.push(typeof whole === 'object' ? whole.isChanging : undefined);
    }
    stop.abort();
    await writer;
    assert.ok(during.includes(true));
    const after = await read('busy', 1e8);
    assert.ok(typeof after === 'object' && !after.isChanging);
    assert.deepEqual(after.bytes, readFileSync(file));
  });
});
