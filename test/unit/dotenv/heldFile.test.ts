import assert from 'node:assert/strict';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { editEnvFile, readEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { patiently } from '../../../src/files/patiently.ts';

const setKey = (bytes: Uint8Array) => planEdit(bytes, 'KEY', new Secret('krl_local_new'));
const failure = (code: string) => Object.assign(new Error(code), { code });

/** Fails so often, and tells how often it was tried. */
function failing(times: number, code: string) {
  let tries = 0;
  return {
    tries: () => tries,
    step: () => {
      tries += 1;
      if (tries <= times) throw failure(code);
      return 'done';
    },
  };
}

describe('a file that another program holds', () => {
  it('is tried again on Windows, for a time', async () => {
    for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
      const { step, tries } = failing(2, code);
      assert.equal(await patiently(step, true), 'done');
      assert.equal(tries(), 3);
    }
    const { step, tries } = failing(100, 'EBUSY');
    await assert.rejects(patiently(step, true), { code: 'EBUSY' });
    assert.equal(tries(), 6);
  });

  it('is not waited for where that means something else', async () => {
    for (const [code, isWindows] of [
      ['EACCES', false],
      ['ENOSPC', true],
    ] as const) {
      const { step, tries } = failing(1, code);
      await assert.rejects(patiently(step, isWindows), { code });
      assert.equal(tries(), 1);
    }
  });

  describe('as the system holds it', function () {
    // No other system lets a program keep a file for itself.
    if (process.platform !== 'win32') return;
    /** Open for nobody else (`UV_FS_O_EXLOCK` of libuv). */
    const alone = constants.O_RDWR | 0x1000_0000;
    let folder = '';
    const file = () => path.join(folder, '.env');
    const edit = (options = {}) =>
      editEnvFile({ folder, file: file() }, setKey, undefined, options);

    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'keyrail-held-'));
      writeFileSync(file(), 'A=1\r\n');
    });
    afterEach(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('is written once it is let go of', async () => {
      const held = openSync(file(), alone);
      const writing = edit();
      setTimeout(() => {
        closeSync(held);
      }, 60);
      assert.equal((await writing).kind, 'written');
      assert.equal(readFileSync(file(), 'utf8'), 'A=1\r\nKEY=krl_local_new\r\n');
    });

    it('is left as it is where it is not, with a sentence that says who has it', async () => {
      const held = openSync(file(), alone);
      const [edited, read] = [await edit(), await readEnvFile({ folder, file: file() })];
      closeSync(held);
      for (const refused of [edited, read]) {
        assert.ok(refused.kind === 'refused');
        assert.match(refused.sentence, /Another program keeps the file open/);
      }
      assert.deepEqual(readdirSync(folder), ['.env']);
    });

    it('keeps what was written to it by who held it at the last moment', async () => {
      let held: number | undefined;
      const beforeStep = (step: string) => {
        if (step !== 'rename' || held !== undefined) return;
        held = openSync(file(), alone);
        setTimeout(() => {
          writeFileSync(held!, 'B=2\r\n');
          closeSync(held!);
        }, 60);
      };
      assert.equal((await edit({ beforeStep })).kind, 'written');
      assert.equal(readFileSync(file(), 'utf8'), 'B=2\r\nKEY=krl_local_new\r\n');
    });
  });
});
