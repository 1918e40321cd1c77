import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { workspace } from 'vscode';
import { folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';

interface Answer {
  readonly places: readonly { readonly where: string; readonly state: string }[];
}

const file = (name: string) => join(folder(), name);
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder() });
const put = (name: string, text: string) => {
  mkdirSync(dirname(file(name)), { recursive: true });
  writeFileSync(file(name), text);
};
const read = (name: string) => readFileSync(file(name), 'utf8');
const secretIn = (name: string) => parse(read(name))['GOVRAIL_API_KEY'] ?? '';

/** Each with the value in it; the first four are what git ignores. */
const forms: Readonly<Record<string, (value: string) => string>> = {
  'private/.envrc': (value) => `export TOKEN=${value}\n`,
  'private/config.json': (value) => `{\n  "key": "${value}"\n}\n`,
  'private/.env.local': (value) => `A=1\nHEADERS="Authorization=Bearer ${value}"\n`,
  'node_modules/kept/settings.yml': (value) => `key: ${value}\n`,
};

describe('the value of a key in files of other formats', () => {
  let key: NewKey;
  let value = '';
  const exclude = () => file('.git/info/exclude');
  let excluded = '';

  before(async () => {
    rmSync(file('.env'), { force: true });
    excluded = readFileSync(exclude(), 'utf8');
    appendFileSync(exclude(), '\nprivate/\n');
    const { serviceAccountId } = await prepare('formats');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'many' });
    await run('writeToEnv', { keyId: key.keyId, file: '.env', variable: 'GOVRAIL_API_KEY' });
    value = secretIn('.env');
    await workspace
      .getConfiguration('files')
      .update('exclude', { '**/private': true, '**/.env*': true }, false);
    for (const [name, form] of Object.entries(forms)) put(name, form(value));
    git('add', '--force', 'node_modules/kept/settings.yml');
  });

  after(async () => {
    await workspace.getConfiguration('files').update('exclude', undefined, false);
    git('rm', '--quiet', '--force', '--cached', 'node_modules/kept/settings.yml');
    rmSync(file('node_modules'), { recursive: true, force: true });
    rmSync(file('private'), { recursive: true, force: true });
    rmSync(file('.env'), { force: true });
    writeFileSync(exclude(), excluded);
  });

  it('is listed with its line, whatever hides the file in the Explorer', async () => {
    const { places } = await run<Answer>('whereIsIt', { keyId: key.keyId });
    const where = places.map((place) => place.where);
    for (const each of [
      '.env:1, GOVRAIL_API_KEY',
      'private/.envrc:1, TOKEN',
      'private/config.json:2',
      'private/.env.local:2',
      'node_modules/kept/settings.yml:1',
    ]) {
      assert.ok(where.includes(each), `${each} among ${where.join('; ')}`);
    }
  });

  it('keeps the old key alive while it stands where nothing may be written', async () => {
    await run('rotateKeyWithOverlap', { keyId: key.keyId, grace: 'now' }).catch(() => undefined);
    const next = secretIn('.env');
    assert.notEqual(next, value);
    for (const name of ['private/.envrc', 'private/config.json', 'private/.env.local']) {
      assert.equal(read(name), forms[name]?.(next), name);
    }
    const tracked = 'node_modules/kept/settings.yml';
    assert.equal(read(tracked), forms[tracked]?.(value));
    assert.equal(await makeRun(value), 201);
    assert.equal(await makeRun(next), 201);
  });

  it('goes on once somebody has taken it out there', async () => {
    const retire = () => run('retireOldKey', { keyId: key.keyId, grace: 'now' });
    await assert.rejects(retire());
    put('node_modules/kept/settings.yml', 'port: 1\n');
    await run('recover');
    // In its first session this machine has not shown yet that it keeps secrets.
    assert.deepEqual(await retire(), { keyId: key.keyId, retired: false, waits: 'persistence' });
  });
});
