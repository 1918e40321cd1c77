import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { workspace } from 'vscode';
import { parse } from 'dotenv';
import { readSetting } from '../../src/editor/settings.ts';
import { settingDefaults, type SettingName } from '../../src/editor/settingDefaults.ts';
import { traps } from '../hardening/folders/hostileFolder.ts';
import { hostileValues } from './support/hostileRepository.ts';
import { baseUrl, folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';

const outside = (...names: string[]) => path.join(path.dirname(folder()), ...names);
const envFile = () => path.join(folder(), '.env');
const bait = () => outside('outside', '.env');

interface Written {
  readonly file: string;
  readonly variable: string;
}

describe('a repository that means ill, trusted by mistake', function () {
  this.timeout(60_000);
  let key: NewKey;

  it('has its settings in VS Code, and none of them in Keyrail', () => {
    const section = workspace.getConfiguration('keyrail');
    // VS Code hands out what breaks a setting's form: it was really there.
    assert.equal(section.get('envFile'), hostileValues.envFile);
    assert.equal(section.get('groupBy'), hostileValues.groupBy);
    for (const name of Object.keys(settingDefaults)) {
      // `as`: the keys of the table.
      const setting = name as SettingName;
      // Both are the person's own in this window.
      if (setting === 'localControlPlane.port' || setting === 'automation') continue;
      assert.equal(readSetting(setting), settingDefaults[setting], name);
    }
    assert.match(baseUrl(), /^http:\/\/127\.0\.0\.1:\d{4,5}$/);
  });

  it('gets a key into its own .env, under the usual name', async () => {
    const { serviceAccountId } = await prepare('hostile');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    const written = await run<Written>('writeToEnv', { keyId: key.keyId });
    assert.equal(written.file, envFile());
    assert.equal(written.variable, 'GOVRAIL_API_KEY');
    const values = parse(readFileSync(envFile()));
    assert.ok(values['GOVRAIL_API_KEY']?.startsWith(key.keyPrefix));
    assert.equal(values['GOVRAIL_API_BASE_URL'], baseUrl());
    assert.equal(await makeRun(values['GOVRAIL_API_KEY'] ?? ''), 201);
  });

  it('has no key written through what is no file', async function () {
    if (process.platform === 'win32') return this.skip();
    for (const [name, make] of Object.entries(traps(envFile(), bait()))) {
      rmSync(envFile(), { force: true, recursive: true });
      make();
      await assert.rejects(run('writeToEnv', { keyId: key.keyId, file: '.env' }), Error, name);
      // Reading for copies must not be held up by it either.
      await run('whereIsIt', { keyId: key.keyId });
    }
    rmSync(envFile(), { force: true, recursive: true });
    for (const file of ['../outside/.env', bait(), '/dev/null', '.git/config', '.vscode/../../x']) {
      await assert.rejects(run('writeToEnv', { keyId: key.keyId, file }), Error, file);
    }
    assert.equal(readFileSync(bait(), 'utf8'), 'KEY=theirs\n');
    assert.equal(existsSync(outside('x')), false);
  });

  it('has no program of its own started, by recipe, name, PATH or .envrc', async function () {
    if (process.platform === 'win32') return this.skip();
    const before = process.env['PATH'];
    // As an extension for direnv does, and a terminal that the editor was started in.
    process.env['PATH'] = `${path.join(folder(), 'bin')}:.:${before}`;
    try {
      const put = (recipe: string, answers: Record<string, string>) =>
        run('putIntoProgram', { keyId: key.keyId, recipe, answers });
      await assert.rejects(put('own:evil', {}), /There is no recipe named own:evil/);
      const theirs = { repository: 'evil/evil', name: 'EVIL', host: '127.0.0.1:9' };
      await assert.rejects(put('gh-actions', theirs), /GitHub Actions: evil\/evil, EVIL/);
      await assert.rejects(put('wrangler', { worker: 'evil', name: 'EVIL' }), /Cloudflare Worker/);
    } finally {
      process.env['PATH'] = before;
    }
    const proof = outside('a-program-ran');
    assert.equal(existsSync(proof) ? readFileSync(proof, 'utf8') : '', '');
  });

  it('is still shown its keys, and rotates and ends one', async () => {
    await run('refresh');
    const rotated = await run<NewKey>('rotateKey', { keyId: key.keyId });
    await run('revokeKey', { keyId: rotated.keyId });
  });

  it('ran no program', () => {
    const proof = outside('a-program-ran');
    assert.equal(existsSync(proof) ? readFileSync(proof, 'utf8') : '', '');
  });
});
