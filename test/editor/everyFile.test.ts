import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { parse } from 'dotenv';
import { eventually } from '../journeys/support/eventually.ts';
import { folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';

interface Answer {
  readonly places: readonly { readonly where: string; readonly state: string }[];
  readonly unsearched?: readonly string[];
}

const file = (name: string) => join(folder(), name);
const put = (name: string, text: string | Buffer) => {
  mkdirSync(dirname(file(name)), { recursive: true });
  writeFileSync(file(name), text);
};
const base64 = (text: string) => Buffer.from(text).toString('base64');
const read = (name: string) => readFileSync(file(name), 'utf8');
const secretIn = (name: string) => parse(read(name))['GOVRAIL_API_KEY'] ?? '';
const oddName = () =>
  Buffer.concat([Buffer.from(`${file('odd')}/config`), Buffer.from([0xe9]), Buffer.from('.json')]);

describe('files of every kind in which the value of a key may stand', function () {
  this.timeout(60_000);
  let key: NewKey;
  let value = '';
  let outside = '';
  const exclude = () => file('.git/info/exclude');
  let excluded = '';

  before(async () => {
    rmSync(file('.env'), { force: true });
    excluded = readFileSync(exclude(), 'utf8');
    appendFileSync(exclude(), '\nodd/\nprivate/\n');
    outside = mkdtempSync(join(tmpdir(), 'keyrail-outside-'));
    const { serviceAccountId } = await prepare('every-file');
    key = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'every file',
    });
    await run('writeToEnv', { keyId: key.keyId, file: '.env', variable: 'GOVRAIL_API_KEY' });
    value = secretIn('.env');
  });

  after(() => {
    for (const name of ['odd', 'private', 'dist', 'node_modules', '.env']) {
      rmSync(file(name), { recursive: true, force: true });
    }
    rmSync(outside, { recursive: true, force: true });
    writeFileSync(exclude(), excluded);
  });

  const where = async () => {
    const { places, unsearched = [] } = await run<Answer>('whereIsIt', { keyId: key.keyId });
    return { named: places.map((place) => place.where), unsearched, places };
  };

  it('are looked into, or it is said why not', async () => {
    put('private/five.json', `{"key":"${value}","rest":"${'x'.repeat(5 * 2 ** 20)}"}`);
    put('private/a.bin', Buffer.concat([Buffer.from([0, 1]), Buffer.from(value)]));
    put('private/secret.yaml', `kind: Secret\ndata:\n  key: ${base64(value)}\n`);
    put('private/twice.yml', `a: ${value} # ${value}\nb: "${value}"\n`);
    put('private/old.log.gz', gzipSync(`key = ${value}\n`));
    put('private/lib.jar', Buffer.from('504b030414000000', 'hex'));
    put('private/dump.txt', `key: ${Buffer.from(value).toString('hex')}\n`);
    put('private/two.py', `KEY = ("${value.slice(0, 30)}"\n    "${value.slice(30)}")\n`);
    put('node_modules/tool/.env', `OTHER=${value}\n`);
    put('private/large.log', '');
    truncateSync(file('private/large.log'), 100 * 2 ** 20);
    mkdirSync(file('odd'));
    writeFileSync(oddName(), `{"key":"${value}"}`);
    writeFileSync(join(outside, 'shared.json'), `{"key":"${value}"}`);
    symlinkSync(join(outside, 'shared.json'), file('private/linked.json'));
    symlinkSync(outside, file('private/elsewhere'));
    put('dist/new.json', `{"key":"${value}"}`);

    const { named, unsearched } = await where();
    for (const each of [
      'private/five.json:1',
      'private/a.bin:1',
      'private/secret.yaml:3',
      'private/twice.yml:1',
      'odd/config\uFFFD.json:1',
      'private/linked.json:1',
      'dist/new.json:1',
      'private/old.log.gz:1',
      'private/dump.txt:1',
      'private/two.py:1',
      'node_modules/tool/.env:1, OTHER',
    ]) {
      assert.ok(named.includes(each), `${each} among ${named.join('; ')}`);
    }
    assert.deepEqual(unsearched, [
      'Not looked into, larger than 16 MiB: private/large.log.',
      'Not looked into, compressed: private/lib.jar.',
      'Links out of the folder, not followed: private/elsewhere.',
    ]);
  });

  it('each hold the old key with their reason where they cannot be written, and lose nothing', async () => {
    const before = {
      odd: readFileSync(oddName()),
      shared: readFileSync(join(outside, 'shared.json')),
      binary: readFileSync(file('private/a.bin')),
      five: readFileSync(file('private/five.json')),
    };
    await assert.rejects(
      run('rotateKeyWithOverlap', { keyId: key.keyId, grace: 'now' }),
      (error: Error) => {
        for (const because of [
          'private/five.json (it is larger than 1 MiB)',
          'private/a.bin (it is no text)',
          'private/secret.yaml (it stands there in another form)',
          ...['old.log.gz', 'dump.txt', 'two.py'].map(
            (name) => `private/${name} (it stands there in another form)`,
          ),
          'odd/config\uFFFD.json (its name is no UTF-8)',
          'private/linked.json (it is a link, and what it leads to is not written from here)',
          'dist/new.json (git does not ignore it)',
        ]) {
          assert.ok(error.message.includes(because), `${because} in ${error.message}`);
        }
        return true;
      },
    );
    const next = secretIn('.env');
    assert.notEqual(next, value);
    assert.equal(read('private/twice.yml'), `a: ${next} # ${next}\nb: "${next}"\n`);
    assert.equal(await makeRun(value), 201);
    assert.deepEqual(readFileSync(oddName()), before.odd);
    assert.deepEqual(readFileSync(join(outside, 'shared.json')), before.shared);
    assert.deepEqual(readFileSync(file('private/a.bin')), before.binary);
    assert.deepEqual(readFileSync(file('private/five.json')), before.five);
    assert.deepEqual(
      readdirSync(file('private')).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('are done with once a person has put the next value there, the one beside it and all', async () => {
    const next = secretIn('.env');
    for (const name of ['private/five.json', 'dist/new.json']) {
      put(name, read(name).replaceAll(value, next));
    }
    put('private/both.yml', `new: ${next}\nold: ${value}\n`);
    writeFileSync(oddName(), `{"key":"${next}"}`);
    writeFileSync(join(outside, 'shared.json'), `{"key":"${next}"}`);
    for (const name of ['a.bin', 'old.log.gz', 'dump.txt', 'two.py'])
      rmSync(file(`private/${name}`));
    put('private/secret.yaml', `kind: Secret\ndata:\n  key: ${base64(next)}\n`);
    const { named } = await where();
    // The first is the local copy.
    assert.deepEqual(named.slice(1), ['private/both.yml:2']);
    await run('recover');
    assert.equal(read('private/both.yml'), `new: ${next}\nold: ${value}\n`);
    put('private/both.yml', `new: ${next}\nold: ${next}\n`);
    await where();
    // What looked at the files may be going on with it at this moment.
    await eventually(
      'The end of the old key',
      () => run('retireOldKey', { keyId: key.keyId, grace: 'now' }),
      () => true,
    );
    assert.equal(await makeRun(next), 201);
  });
});

describe('a file that is written anew while Keyrail looks', () => {
  it('is not taken for one that lost its value', async () => {
    const { serviceAccountId } = await prepare('written-anew');
    const { keyId } = await run<NewKey>('createKey', { serviceAccountId, name: 'anew' });
    await run('writeToEnv', { keyId, file: '.env.anew', variable: 'KEY' });
    const text = `{"key":"${parse(read('.env.anew'))['KEY'] ?? ''}"}`;
    put('anew.json', text);
    const writer = `
      const { writeFileSync, openSync, closeSync } = require('node:fs');
      const [file, text] = process.argv.slice(1);
      for (const end = Date.now() + 4000; Date.now() < end;) {
        closeSync(openSync(file, 'w'));
        for (const half = Date.now() + 3; Date.now() < half;);
        writeFileSync(file, text);
        for (const rest = Date.now() + 200; Date.now() < rest;);
      }`;
    const writing = promisify(execFile)(process.execPath, ['-e', writer, file('anew.json'), text]);
    const state = { over: false };
    void writing.finally(() => (state.over = true));
    while (!state.over) {
      const { places } = await run<Answer>('whereIsIt', { keyId });
      assert.ok(
        places.some((place) => place.where.startsWith('anew.json')),
        places.map((place) => place.where).join('; '),
      );
    }
    await writing;
    rmSync(file('anew.json'));
    rmSync(file('.env.anew'));
    await run('whereIsIt', { keyId });
    await run('revokeKey', { keyId });
  });
});
