import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { planCopies } from '../../../src/dotenv/copies.ts';
import { editTextFile } from '../../../src/dotenv/textFile.ts';
import { refusalOf } from '../../../src/files/fileRefusal.ts';

const valueOf = (digit: string) => `krl_local_${digit.repeat(24)}_${digit.repeat(48)}`;

describe('a file with a copy', () => {
  let folder = '';
  const at = (name: string) => path.join(folder, name);
  const rewrite = (name: string) =>
    editTextFile({ folder, file: at(name) }, (bytes) =>
      planCopies(bytes, (value) => value.reveal() === valueOf('1'), new Secret(valueOf('2'))),
    );

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-odd-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const onlyElsewhere = process.platform === 'win32';
  for (const { what, name } of [
    { what: 'of as many bytes as a name can have', name: `${'x'.repeat(250)}.json` },
    { what: 'of as many bytes, three a character', name: '祕'.repeat(85) },
    { what: 'that looks like an option', name: '-rf' },
    { what: 'with a line break', name: 'a\nb.json' },
    { what: 'with a colour', name: '\u001b[31m.json' },
    { what: 'from right to left', name: '\u202enosj.json' },
  ]) {
    it(`is rewritten under a name ${what}`, async function () {
      if (onlyElsewhere) this.skip();
      writeFileSync(at(name), `key=${valueOf('1')}\n`);
      assert.equal((await rewrite(name)).kind, 'written');
      assert.equal(readFileSync(at(name), 'utf8'), `key=${valueOf('2')}\n`);
      assert.deepEqual(readdirSync(folder), [name]);
    });
  }

  it('says what forbids to replace it', () => {
    const forbidden = Object.assign(new Error('EPERM'), { code: 'EPERM' });
    assert.match(refusalOf(forbidden, 'unwritable', false)?.sentence ?? '', /immutable/);
    assert.doesNotMatch(refusalOf(forbidden, 'unreadable', false)?.sentence ?? '', /immutable/);
  });

  it('is left as it is where it is marked as immutable', async function () {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
    writeFileSync(at('a.json'), valueOf('1'));
    try {
      execFileSync('chattr', ['+i', at('a.json')], { stdio: 'ignore' });
    } catch {
      // Not every file system, and not every container, knows the mark.
      this.skip();
    }
    try {
      const edited = await rewrite('a.json');
      assert.ok(edited.kind === 'refused');
      assert.match(edited.sentence, /immutable/);
      assert.deepEqual(readdirSync(folder), ['a.json']);
    } finally {
      execFileSync('chattr', ['-i', at('a.json')]);
    }
  });
});
