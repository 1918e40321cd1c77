import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { commands, lm, type LanguageModelTextPart } from 'vscode';
import { folder, makeRun, prepare, run, type NewKey } from './support/keyrail.ts';
import { watchPerson, type WatchedPerson } from './support/watchedPerson.ts';

interface Answer {
  readonly places: readonly {
    readonly kind: string;
    readonly where: string;
    readonly state: string;
  }[];
}

const file = (name: string) => join(folder(), name);
const put = (name: string, text: string | Buffer) => {
  mkdirSync(dirname(file(name)), { recursive: true });
  writeFileSync(file(name), text);
};
const secretIn = (name: string) => parse(readFileSync(file(name)))['GOVRAIL_API_KEY'] ?? '';
const places = async (keyId: string) =>
  (await run<Answer>('whereIsIt', { keyId })).places
    .filter(({ kind }) => kind !== 'vault')
    .map(({ where, state }) => `${where.replace(/:\d+/, '')} ${state}`)
    .toSorted();

/** Operations that are not settled. */
const waiting = async () => (await run<{ waiting: string[] }>('recover')).waiting;

describe('a place that another tool changed', () => {
  let serviceAccountId = '';
  let key: NewKey;
  let value = '';
  const exclude = () => file('.git/info/exclude');
  let excluded = '';

  before(async () => {
    excluded = readFileSync(exclude(), 'utf8');
    appendFileSync(exclude(), '\ntools/\n');
    ({ serviceAccountId } = await prepare('tools'));
  });

  beforeEach(async () => {
    rmSync(file('.env'), { force: true });
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    await run('writeToEnv', { keyId: key.keyId, file: '.env', variable: 'GOVRAIL_API_KEY' });
    value = secretIn('.env');
  });

  afterEach(() => {
    rmSync(file('.env'), { force: true });
    rmSync(file('tools'), { recursive: true, force: true });
  });

  after(() => {
    writeFileSync(exclude(), excluded);
  });

  const changes: Readonly<Record<string, readonly [name: string, before: string, after: string]>> =
    {
      'encrypts its line': [
        '.env',
        'GOVRAIL_API_KEY=@\n',
        'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n',
      ],
      'puts a reference there': [
        '.env',
        'GOVRAIL_API_KEY=@\n',
        'GOVRAIL_API_KEY=op://vault/key/value\n',
      ],
      'encrypts the whole file': [
        '.env',
        'GOVRAIL_API_KEY=@\n',
        '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
      ],
      'encrypts a value of JSON': [
        'tools/a.json',
        '{"key": "@"}\n',
        '{"key": "ENC[AES256_GCM,data:x]"}\n',
      ],
      'encrypts a header in a line': [
        'tools/.env',
        'H="Authorization=Bearer @"\n',
        'H="encrypted:B="\n',
      ],
    };
  for (const [what, [name, before, after]] of Object.entries(changes)) {
    it(`is unknown where it ${what}, and holds the old key until it is decided about`, async () => {
      put(name, before.replace('@', value));
      const [known] = (await places(key.keyId)).filter((each) => each.startsWith(name));
      assert.match(known ?? '', / current$/);
      put(name, after);
      const [unknown] = (await places(key.keyId)).filter((each) => each.startsWith(name));
      assert.match(unknown ?? '', / unknown$/);
      const others = await waiting();
      const rotated = run('rotateKeyWithOverlap', { keyId: key.keyId, grace: 'now' });
      await assert.rejects(rotated, {
        message: /its text changed, and it may still hold the value/,
      });
      assert.equal(readFileSync(file(name), 'utf8'), after);
      assert.equal(await makeRun(value), 201);
      assert.ok((await places(key.keyId)).includes(unknown ?? ''));

      const [operationId = ''] = (await waiting()).filter((id) => !others.includes(id));
      const decided = await run('recover', { operationId, decision: 'end-anyway' });
      // No place is waited for. In its first session this machine has not shown yet that it keeps secrets.
      assert.deepEqual(decided, { settled: 0, waiting: [operationId] });
      assert.equal(await makeRun(value), 201);
    });
  }

  it('is gone where a look can tell that it is', async () => {
    put('tools/a.json', `{\n  "key": "${value}",\n  "port": 1\n}\n`);
    put('tools/.env', `KEY=${value}\nPORT=1\n`);
    assert.equal((await places(key.keyId)).length, 3);
    put('tools/a.json', '{\n  "port": 1\n}\n');
    put('tools/.env', 'PORT=1\n');
    assert.deepEqual(await places(key.keyId), ['.env, GOVRAIL_API_KEY current']);
  });

  it('is unknown where the file went and an encrypted one is beside it', async () => {
    put('tools/.env', `KEY=${value}\n`);
    assert.equal((await places(key.keyId)).length, 2);
    put('tools/.env.gpg', Buffer.from([0x85, 0, 1, 2]));
    rmSync(file('tools/.env'));
    assert.ok((await places(key.keyId)).includes('tools/.env, KEY unknown'));
  });

  it('is current again when the value is back', async () => {
    put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
    assert.deepEqual(await places(key.keyId), ['.env, GOVRAIL_API_KEY unknown']);
    put('.env', `GOVRAIL_API_KEY=${value}\n`);
    assert.deepEqual(await places(key.keyId), ['.env, GOVRAIL_API_KEY current']);
  });

  it('is named by what revokes its key, and stays listed until the person says what became of it', async () => {
    put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
    const { left } = await run<{ left: string[] }>('revokeKey', { keyId: key.keyId });
    const said = '.env, GOVRAIL_API_KEY (its text changed, and it may still hold the value)';
    assert.deepEqual(left, [said]);
    assert.deepEqual(await places(key.keyId), ['.env, GOVRAIL_API_KEY unknown']);
  });

  it('is named by a panic, apart from the lines that can be removed', async () => {
    put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
    put('tools/.env', `KEY=${value}\n`);
    const panicked = await run<{ elsewhere: string[]; lines: { variable: string }[] }>('panic', {
      keyIds: [key.keyId],
    });
    assert.equal(panicked.elsewhere.length, 1);
    assert.match(panicked.elsewhere[0] ?? '', /^\.env:1, GOVRAIL_API_KEY.*its text changed/);
    assert.deepEqual(
      panicked.lines.map(({ variable }) => variable),
      ['KEY'],
    );
  });

  describe('as a person sees it', () => {
    let person: WatchedPerson | undefined;
    afterEach(() => person?.dispose());

    /** Takes the key under test where one is to be chosen, and else the first row with one of these words. */
    const picking = (...words: readonly string[]) =>
      watchPerson(undefined, (rows) => {
        const isOurs = (row: object) => JSON.stringify(row).includes(key.keyPrefix);
        const named = words
          .map((word) => rows.find(({ label }) => label.includes(word)))
          .find((row) => row !== undefined);
        return named ?? rows.find(isOurs);
      });

    it('is asked about where it is pressed in the list of places, and not listed once it is gone', async () => {
      put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
      person = picking('It Is Gone', 'Say What Became of Unknown Places');
      await commands.executeCommand('keyrail.whereIsIt');
      const asked = person.asked().join('\n');
      assert.match(asked, /\.env, GOVRAIL_API_KEY \(its text changed, and it may still hold/);
      assert.deepEqual(person.told(), ['$(key) Remembered what you said.']);
      person.dispose();
      put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
      assert.deepEqual(await places(key.keyId), []);
    });

    it('is named by the question of forgetting the local copy', async () => {
      put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
      person = picking();
      await commands.executeCommand('keyrail.forgetSecret');
      assert.match(person.asked().join('\n'), /\.env, GOVRAIL_API_KEY \(its text changed/);
    });
  });

  it('is asked about again at the next rotation where it was updated by hand', async () => {
    put('.env', 'GOVRAIL_API_KEY="encrypted:BDp8mR=="\n');
    const others = await waiting();
    await assert.rejects(run('rotateKeyWithOverlap', { keyId: key.keyId, grace: '24h' }));
    const [operationId = ''] = (await waiting()).filter((id) => !others.includes(id));
    const place = '.env, GOVRAIL_API_KEY';
    await run('recover', { operationId, decision: 'by-hand', place });
    assert.deepEqual(await places(key.keyId), []);
    const listed = await lm.invokeTool('keyrail_list_keys', {
      input: {},
      toolInvocationToken: undefined,
    });
    const text = listed.content.map((part) => (part as LanguageModelTextPart).value).join('');
    const keyIds = new Set(text.match(/(?<="key_?[iI]d": ?")[^"]+/g));
    const next = await Promise.all([...keyIds].map((keyId) => places(keyId)));
    assert.ok(next.flat().includes(`${place} unknown`), JSON.stringify(next));
  });
});
