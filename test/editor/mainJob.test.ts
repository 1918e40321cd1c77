import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';

const envFile = () => join(folder(), '.env');
const keyInEnv = () => parse(readFileSync(envFile()))['GOVRAIL_API_KEY'] ?? '';

describe('the main job, by commands', () => {
  let serviceAccountId = '';
  let key: NewKey;

  before(async () => {
    ({ serviceAccountId } = await prepare('main-job'));
  });

  it('issues a key and answers without its secret', async () => {
    const answer = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'main job',
    });
    assert.match(answer.keyId, /^key_/);
    assert.deepEqual(findSecrets(JSON.stringify(answer)), []);
    key = answer;
  });

  it('writes the secret into one line and leaves every other byte', async () => {
    writeFileSync(envFile(), '# mine\r\nOTHER="a b" # kept\r\n');
    const answer = await run<object>('writeToEnv', { keyId: key.keyId });
    const text = readFileSync(envFile(), 'utf8');
    assert.ok(text.startsWith('# mine\r\nOTHER="a b" # kept\r\nGOVRAIL_API_KEY='), 'untouched');
    assert.ok(keyInEnv().startsWith(key.keyPrefix));
    assert.deepEqual(findSecrets(JSON.stringify(answer)), []);
  });

  it('made a key that an application can use', async () => {
    assert.equal(await makeRun(keyInEnv()), 201);
  });

  it('makes a demo run with the key itself', async () => {
    const answer = await run<{ runId: string; status: string }>('runDemo', { keyId: key.keyId });
    assert.match(answer.runId, /^run_/);
    assert.equal(answer.status, 'completed');
  });

  it('rotates: the file has the new secret, and the old one is refused', async () => {
    const old = keyInEnv();
    const rotated = await run<NewKey>('rotateKey', { keyId: key.keyId });
    assert.notEqual(rotated.keyId, key.keyId);
    assert.notEqual(keyInEnv(), old);
    assert.equal(await makeRun(old), 401);
    assert.equal(await makeRun(keyInEnv()), 201);
    key = rotated;
  });

  it('rotates with overlap: both secrets work until the old key is retired', async () => {
    const old = keyInEnv();
    const next = await run<NewKey>('rotateKeyWithOverlap', { keyId: key.keyId, grace: '1h' });
    assert.equal(await makeRun(old), 201);
    assert.equal(await makeRun(keyInEnv()), 201);
    assert.ok(keyInEnv().startsWith(next.keyPrefix));
    // In its first session this machine has not shown yet that it keeps secrets.
    assert.deepEqual(await run('retireOldKey', { keyId: key.keyId, grace: 'now' }), {
      keyId: key.keyId,
      retired: false,
      waits: 'persistence',
    });
    assert.equal(await makeRun(old), 201);
    key = next;
  });

  it('revokes: the secret in the file is refused at once', async () => {
    await run('revokeKey', { keyId: key.keyId });
    assert.equal(await makeRun(keyInEnv()), 401);
  });

  it('says why, to a program too, when there is no such key', async () => {
    await assert.rejects(run('revokeKey', { keyId: 'key_nobody' }), {
      message: 'This control-plane workspace has no key key_nobody.',
    });
  });

  it('takes no argument it does not know', async () => {
    await assert.rejects(run('createKey', { secret: 'x' }), /There is no argument named secret/);
  });
});

describe('a .env that git tracks', () => {
  const tracked = () => join(folder(), '.env.tracked');

  after(() => {
    execFileSync('git', ['rm', '--force', '--quiet', '.env.tracked'], { cwd: folder() });
    rmSync(tracked(), { force: true });
  });

  it('is refused and stays as it is', async () => {
    const { serviceAccountId } = await prepare('tracked');
    const key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    writeFileSync(tracked(), 'A=1\n');
    execFileSync('git', ['add', '--force', '.env.tracked'], { cwd: folder() });
    await assert.rejects(run('writeToEnv', { keyId: key.keyId, file: '.env.tracked' }), /git/);
    assert.equal(readFileSync(tracked(), 'utf8'), 'A=1\n');
    await run('revokeKey', { keyId: key.keyId });
  });
});
