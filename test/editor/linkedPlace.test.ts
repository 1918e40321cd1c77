import assert from 'node:assert/strict';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';

interface Answer {
  readonly places: readonly { readonly where: string; readonly state: string }[];
}

/** In the folder that is open, and outside of it, where nothing looks. */
const here = () => join(folder(), '.env');
const elsewhere = () => join(dirname(folder()), 'linked.env');
const secretIn = (file: string) => parse(readFileSync(file))['GOVRAIL_API_KEY'] ?? '';

describe('an env file that has another name, which a rotation would leave behind', () => {
  let key: NewKey;
  let value = '';

  before(async () => {
    const { serviceAccountId } = await prepare('linked');
    rmSync(here(), { force: true });
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    await run('writeToEnv', { keyId: key.keyId, file: '.env', variable: 'GOVRAIL_API_KEY' });
    value = secretIn(here());
    linkSync(here(), elsewhere());
  });

  after(() => {
    rmSync(here(), { force: true });
    rmSync(elsewhere(), { force: true });
  });

  it('is named with the reason, and both names keep the value of the old key, which works on', async () => {
    const rotated = run('rotateKeyWithOverlap', { keyId: key.keyId, grace: 'now' });
    await assert.rejects(rotated, /\.env, GOVRAIL_API_KEY \(it has other names \(hard links\)/);
    assert.deepEqual([secretIn(here()), secretIn(elsewhere())], [value, value]);
    assert.equal(await makeRun(value), 201);
  });

  it('gets the new value once it has one name, and the old key waits for nothing else', async () => {
    rmSync(elsewhere());
    await run('recover');
    assert.notEqual(secretIn(here()), value);
    assert.equal(await makeRun(secretIn(here())), 201);
    const { places } = await run<Answer>('whereIsIt', { keyId: key.keyId });
    assert.ok(!places.some(({ where }) => where.startsWith('.env')), JSON.stringify(places));
  });
});
