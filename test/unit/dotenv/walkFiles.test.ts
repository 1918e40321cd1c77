import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { walkFiles, type Unwalked } from '../../../src/files/walkFiles.ts';

describe('a walk through the files of a folder', () => {
  let folder = '';
  const unwalked = (): Unwalked => ({ unreadable: [], tooDeep: [] });
  const put = (name: string) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
  };
  const walk = async (into = unwalked(), signal?: AbortSignal) => {
    const names: string[] = [];
    for await (const file of walkFiles(folder, into, signal)) {
      names.push(path.relative(folder, file).replaceAll(path.sep, '/'));
    }
    return names.sort();
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-walk-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds them whatever they are called, outside what others put there', async () => {
    for (const name of ['.envrc', 'a/b/config.json', 'out/built.txt', 'Dockerfile']) put(name);
    for (const name of ['node_modules/x/.env', '.git/config', 'a/.venv/y', 'target/z']) put(name);
    assert.deepEqual(await walk(), ['.envrc', 'Dockerfile', 'a/b/config.json', 'out/built.txt']);
  });

  it('follows no link', async () => {
    put('a/file');
    symlinkSync(folder, path.join(folder, 'a', 'round'));
    symlinkSync('/', path.join(folder, 'out-of-it'));
    symlinkSync(path.join(folder, 'a', 'file'), path.join(folder, 'again'));
    assert.deepEqual(await walk(), ['a/file']);
  });

  it('counts what is too deep, and names what cannot be read', async () => {
    put(path.join(...Array.from({ length: 70 }, () => 'd'), 'file'));
    const deep = unwalked();
    assert.deepEqual(await walk(deep), []);
    assert.equal(deep.tooDeep.length, 1);
    assert.ok(deep.tooDeep[0]?.startsWith(path.join(folder, 'd')));
    const gone = unwalked();
    for await (const file of walkFiles(path.join(folder, 'gone'), gone)) assert.fail(file);
    assert.deepEqual(gone.unreadable, [path.join(folder, 'gone')]);
  });

  it('stops when it is told to', async () => {
    put('a/file');
    assert.deepEqual(await walk(unwalked(), AbortSignal.abort()), []);
  });
});
