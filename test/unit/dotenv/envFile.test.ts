import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { editEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { findVariable, planRemoval, readVariable } from '../../../src/dotenv/text/variable.ts';

const secret = new Secret('krl_local_abc12345_value');
const isWindows = process.platform === 'win32';
const setKey = (bytes: Uint8Array) => planEdit(bytes, 'KEY', secret);

describe('editing a .env as a transaction', () => {
  let folder = '';
  const file = (name = '.env') => join(folder, name);
  const edit = (name = '.env') => editEnvFile({ folder, file: file(name) }, setKey);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyrail-env-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes a new file that only its owner can read', async () => {
    const edited = await edit();
    assert.equal(edited.kind, 'written');
    assert.equal(readFileSync(file(), 'utf8'), `KEY=${secret.reveal()}\n`);
    // Windows has no such modes: who reads it is what its folder says.
    assert.equal(statSync(file()).mode & 0o777, isWindows ? 0o666 : 0o600);
  });

  it('keeps the mode of a file that was there, and leaves no temporary one', async () => {
    writeFileSync(file(), 'A=1\n');
    chmodSync(file(), 0o640);
    const { mode } = statSync(file());
    assert.equal(mode & 0o777, isWindows ? 0o666 : 0o640);
    await edit();
    assert.equal(statSync(file()).mode, mode);
    assert.deepEqual(readdirSync(folder), ['.env']);
  });

  it('says that nothing had to change', async () => {
    await edit();
    assert.deepEqual(await edit(), { kind: 'unchanged' });
  });

  it('plans again when somebody wrote meanwhile, and keeps both', async () => {
    writeFileSync(file(), 'A=1\n');
    let once = true;
    const edited = await editEnvFile({ folder, file: file() }, setKey, undefined, {
      beforeStep: (step) => {
        if (step !== 'compare' || !once) return;
        once = false;
        writeFileSync(file(), 'A=2\nB=3\n');
      },
    });
    assert.equal(edited.kind, 'written');
    assert.equal(readFileSync(file(), 'utf8'), `A=2\nB=3\nKEY=${secret.reveal()}\n`);
  });

  it('gives up, with the other’s words in place, when the file keeps changing', async () => {
    writeFileSync(file(), 'A=1\n');
    let count = 0;
    const edited = await editEnvFile({ folder, file: file() }, setKey, undefined, {
      beforeStep: (step) => {
        if (step === 'compare') writeFileSync(file(), `A=${++count}0\n`);
      },
    });
    assert.equal(edited.kind === 'refused' && edited.code, 'changed-meanwhile');
    assert.equal(readFileSync(file(), 'utf8'), 'A=20\n');
    assert.deepEqual(readdirSync(folder), ['.env']);
  });

  it('writes one after the other when asked twice at once', async () => {
    const other = new Secret('other');
    await Promise.all([
      edit(),
      editEnvFile({ folder, file: file() }, (bytes) => planEdit(bytes, 'OTHER', other)),
    ]);
    assert.equal(readFileSync(file(), 'utf8'), `KEY=${secret.reveal()}\nOTHER=other\n`);
  });

  const refused = async (name: string) => {
    const edited = await edit(name);
    return edited.kind === 'refused' ? edited.code : edited.kind;
  };

  it('refuses a folder, a link, an example and a path that leaves the folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'keyrail-outside-'));
    try {
      mkdirSync(file('.env.folder'));
      writeFileSync(join(outside, 'target'), 'A=1\n');
      symlinkSync(join(outside, 'target'), file('.env.link'));
      symlinkSync(outside, file('elsewhere'));
      assert.equal(await refused('.env.folder'), 'is-a-folder');
      assert.equal(await refused('.env.link'), 'is-a-link');
      assert.equal(await refused('.env.example'), 'bad-file-name');
      assert.equal(await refused('notes.txt'), 'bad-file-name');
      assert.equal(await refused('elsewhere/.env'), 'outside-folder');
      assert.equal(await refused('missing/.env'), 'no-folder');
      assert.equal(readFileSync(join(outside, 'target'), 'utf8'), 'A=1\n');
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });
});

describe('a variable of a .env', () => {
  const bytes = (text: string) => Buffer.from(text);

  it('is found with its line, quotes taken off', () => {
    const found = findVariable(bytes('# KEY=no\nexport KEY="one" # kept\nKEY=two\n'), 'KEY');
    assert.deepEqual(
      found.map(({ line, value }) => [line, value.reveal()]),
      [
        [2, 'one'],
        [3, 'two'],
      ],
    );
  });

  it('holds what its last line says, which may be nothing', () => {
    const held = (text: string) => readVariable(bytes(text), 'KEY')?.reveal();
    assert.equal(held('KEY=one\nKEY=\nKEY="two" # kept\n'), 'two');
    assert.equal(held('KEY=one\nKEY=\n'), undefined);
    assert.equal(held('KEY=one\nKEY= # off\n'), undefined);
    assert.equal(held('A=1\n'), undefined);
    assert.equal(held('KEY=one\nA="open\n'), undefined);
  });

  it('is taken away only where it holds the value that is ours', () => {
    const plan = planRemoval(bytes('A=1\r\nKEY=mine\r\nKEY=theirs\r\n'), 'KEY', (value) =>
      value.equals(new Secret('mine')),
    );
    assert.equal(
      plan.kind === 'write' && Buffer.from(plan.bytes).toString(),
      'A=1\r\nKEY=theirs\r\n',
    );
  });
});
