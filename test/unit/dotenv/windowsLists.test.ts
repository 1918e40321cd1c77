import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemProgram } from '../../../src/domain/systemProgram.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { editEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { keepAccessList } from '../../../src/files/accessList.ts';
import { makeTemporary } from '../../../src/files/temporaries.ts';
import { root } from '../../support/root.mjs';

describe('the access list of a file on Windows', () => {
  let folder = '';
  const at = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyrail-windows-lists-')));
    writeFileSync(at('.env'), 'A=1\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe('by a program that is called as its icacls', () => {
    // Windows starts no script by a path, and has the real one.
    if (process.platform === 'win32') return;
    let programs = '';
    beforeEach(() => {
      programs = mkdtempSync(path.join(tmpdir(), 'keyrail-icacls-'));
      const text = readFileSync(path.join(root, 'test', 'support', 'icacls.cjs'), 'utf8');
      const program = path.join(programs, 'icacls.cjs');
      writeFileSync(program, `#!${process.execPath}\n${text}`, { mode: 0o755 });
    });
    afterEach(() => {
      rmSync(programs, { recursive: true, force: true });
    });
    // Its lists lie beside it.
    const lists = path.join.bind(path);
    const tell = (all: Readonly<Record<string, string>>) => {
      writeFileSync(lists(programs, 'lists.json'), JSON.stringify(all));
    };
    const numberOf = (file: string) => String(statSync(file).ino);
    const own = (list: string) => ({ [numberOf(at('.env'))]: list });
    /** What is in the way, the list of the new file, and what the program was asked for. */
    const keep = async (icacls = lists(programs, 'icacls.cjs')) => {
      const temporary = await makeTemporary({ at }, '.env');
      try {
        const failure = await keepAccessList(at('.env'), temporary, icacls);
        const all = allLists();
        return { failure, list: all[numberOf(temporary.path)], asked: asked() };
      } finally {
        closeSync(temporary.fd);
        temporary.remove();
        assert.deepEqual(readdirSync(folder), ['.env']);
      }
    };
    const allLists = (): Readonly<Record<string, string>> => {
      try {
        // As the program above wrote it.
        return JSON.parse(readFileSync(lists(programs, 'lists.json'), 'utf8')) as Record<
          string,
          string
        >;
      } catch {
        return {};
      }
    };
    const asked = () => {
      try {
        return readFileSync(lists(programs, 'asked'), 'utf8').trim().split('\n');
      } catch {
        return [];
      }
    };

    it('is left alone where all of it comes from the folder, by one question', async () => {
      assert.deepEqual(await keep(), { failure: undefined, list: undefined, asked: ['/save'] });
    });

    for (const list of [
      'D:PAI(A;;FA;;;S-1-5-21-1-2-3-1001)',
      'D:P',
      'D:AI(D;;FA;;;BG)(A;ID;FA;;;BA)',
      'D:AI(XA;;FX;;;S-1-1-0;(@User.Title=="PM" && (Member_of{SID(BA)})))(A;ID;FA;;;BA)',
    ]) {
      it(`is given to the new file where it has one of its own: ${list}`, async () => {
        tell(own(list));
        const kept = await keep();
        assert.deepEqual(kept, {
          failure: undefined,
          list,
          asked: ['/save', '/restore', '/save'],
        });
      });
    }

    for (const audited of ['S:PAINO_ACCESS_CONTROL', 'S:AI(AU;SAFA;FA;;;WD)']) {
      it(`is given without what is audited, which stands behind it: ${audited}`, async () => {
        const list = 'D:AI(A;;FA;;;BA)(A;ID;FA;;;SY)';
        tell({ ...own(`${list}${audited}`), given: `D:AI(A;ID;FA;;;SY)${audited}` });
        const { failure, list: given } = await keep();
        assert.deepEqual([failure, given], [undefined, list]);
      });
    }

    it('stops the write where it could not be given, or not all of it', async () => {
      const list = own('D:PAI(A;;FA;;;BA)');
      tell({ ...list, broken: '/restore' });
      assert.equal((await keep()).failure, 'icacls: 5');
      tell({ ...list, broken: 'half' });
      assert.equal((await keep()).failure, 'icacls: /restore');
    });

    it('stops the write where others can be read and that of the file not', async () => {
      for (const [list, said] of [
        ['denied', 'icacls: 5'],
        ['none', 'icacls: /save'],
        ['D:AI(A;;FA;;;BA)X:AI', 'icacls: /save'],
      ] as const) {
        tell(own(list));
        assert.equal((await keep()).failure, said);
      }
      tell({ ...own('D:AI(A;;FA;;;BA)X:AI'), given: 'D:AI(A;ID;FA;;;BA)X:AI' });
      assert.equal((await keep()).failure, 'icacls: /save');
    });

    it('does not take a disk for one without lists where what was written cannot be read', async () => {
      tell({ given: 'loop' });
      await assert.rejects(keep(), { code: 'ELOOP' });
      const list = 'D:PAI(A;;FA;;;BA)';
      tell(own(list));
      assert.equal((await keep()).list, list);
    });

    it('is none where the disk keeps none, or nothing is there that could read one', async () => {
      for (const [given, questions] of [
        ['denied', 2],
        ['none', 4],
        // Known by now.
        ['none', 4],
      ] as const) {
        tell({ given });
        const { failure, asked } = await keep();
        assert.deepEqual([failure, asked.length], [undefined, questions]);
      }
      assert.equal((await keep(at('no icacls.exe'))).failure, undefined);
    });
  });

  describe('by the real icacls', () => {
    if (process.platform !== 'win32') return;
    it('is the same after a write', async () => {
      const icacls = (...args: string[]) =>
        execFileSync(systemProgram('icacls.exe'), args, { encoding: 'utf8' });
      icacls(at('.env'), '/inheritance:r', '/grant', '*S-1-5-32-544:F', '/grant', '*S-1-3-4:F');
      const before = icacls(at('.env'));
      const edited = await editEnvFile({ folder, file: at('.env') }, (bytes) =>
        planEdit(bytes, 'KEY', new Secret('krl_local_new')),
      );
      assert.equal(edited.kind, 'written');
      assert.doesNotMatch(before, /\(I\)/);
      assert.equal(icacls(at('.env')), before);
      assert.deepEqual(readdirSync(folder), ['.env']);
    });
  });
});
