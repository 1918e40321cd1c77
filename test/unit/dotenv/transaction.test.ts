import assert from 'node:assert/strict';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { CancelledError } from '../../../src/domain/errors.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { steps, type Disk, type FileState } from '../../../src/files/disk.ts';
import { editEnvFile, readEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { planExampleNames } from '../../../src/dotenv/exampleFile.ts';
import { refusalText } from '../../../src/dotenv/refusalText.ts';
import { sweepBeside } from '../../../src/files/nodeDisk.ts';
import type { AboutWrite, Edited } from '../../../src/dotenv/transaction.ts';

const secret = new Secret('krl_local_new');
const setKey = (bytes: Uint8Array) => planEdit(bytes, 'KEY', secret);

describe('the write of a .env', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  const place = (name = '.env') => ({ folder, file: at(name) });
  const text = (name = '.env'): string => readFileSync(at(name), 'utf8');
  const undo = async (edited: Edited): Promise<string> => {
    assert.ok(edited.kind === 'written');
    return (await edited.undo()).kind;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-write-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is undone to the byte, and to no file where there was none', async () => {
    assert.equal(await undo(await editEnvFile(place(), setKey)), 'undone');
    assert.deepEqual(readdirSync(folder), []);
    writeFileSync(at('.env'), 'A=1\r\nKEY=old');
    assert.equal(await undo(await editEnvFile(place(), setKey)), 'undone');
    assert.equal(text(), 'A=1\r\nKEY=old');
  });

  it('is not undone over what somebody wrote since', async () => {
    writeFileSync(at('.env'), 'KEY=old\n');
    const edited = await editEnvFile(place(), setKey);
    writeFileSync(at('.env'), 'KEY=theirs\n');
    assert.equal(await undo(edited), 'refused');
    assert.equal(text(), 'KEY=theirs\n');
  });

  it('touches nothing when the person says no', async () => {
    writeFileSync(at('.env'), 'KEY=old\n');
    const no = async (): Promise<void> => {
      throw new CancelledError();
    };
    await assert.rejects(editEnvFile(place(), setKey, no), CancelledError);
    assert.equal(text(), 'KEY=old\n');
    // And the next one is not kept waiting.
    assert.equal((await editEnvFile(place(), setKey)).kind, 'written');
  });

  it('asks again when the file has changed a second time', async () => {
    writeFileSync(at('.env'), 'A=0\n');
    const asked: boolean[] = [];
    let writes = 0;
    const edited = await editEnvFile(
      place(),
      setKey,
      async (_plan, { again }) => void asked.push(again),
      {
        beforeStep: (step) => {
          if (step === 'compare' && writes < 2) writeFileSync(at('.env'), `A=${++writes}\n`);
        },
      },
    );
    assert.equal(edited.kind, 'written');
    assert.deepEqual(asked, [false, true]);
    assert.equal(text(), 'A=2\nKEY=krl_local_new\n');
  });

  it('does not say that it is written when somebody wrote right after', async () => {
    const edited = await editEnvFile(place(), setKey, undefined, {
      beforeStep: (step) => {
        if (step === 'read-back') writeFileSync(at('.env'), 'theirs=1\n');
      },
    });
    assert.ok(edited.kind === 'refused' && edited.code === 'changed-meanwhile');
    assert.equal(text(), 'theirs=1\n');
    assert.equal(
      refusalText('.env', edited),
      '.env: The file was written, and at once changed by another program. Look whether the value is in it.',
    );
  });

  for (const undoes of [false, true]) {
    it(`does not say that nothing was written where it cannot be read back${undoes ? ' once it is undone' : ''}`, async () => {
      writeFileSync(at('.env'), 'KEY=old\n');
      let fails = !undoes;
      const edited = await editEnvFile(place(), setKey, undefined, {
        beforeStep: (step) => {
          if (step !== 'read-back' || !fails) return;
          throw Object.assign(new Error('EIO: the disk went'), { code: 'EIO' });
        },
      });
      fails = true;
      const ended = edited.kind === 'written' ? await edited.undo() : edited;
      assert.ok(ended.kind === 'refused' && 'mayBeWritten' in ended);
      assert.equal(text(), undoes ? 'KEY=old\n' : `KEY=${secret.reveal()}\n`);
      assert.equal(
        refusalText('.env', ended),
        '.env: The file was written, and could not be read back. Look whether the value is in it, and that the disk is there.',
      );
      assert.deepEqual(readdirSync(folder), ['.env']);
    });
  }

  it('does not say that it was left as it is when somebody wrote right after it was undone', async () => {
    writeFileSync(at('.env'), 'KEY=old\n');
    let isUndone = false;
    const edited = await editEnvFile(place(), setKey, undefined, {
      beforeStep: (step) => {
        if (step === 'read-back' && isUndone) writeFileSync(at('.env'), 'theirs=1\n');
      },
    });
    assert.ok(edited.kind === 'written');
    isUndone = true;
    const undone = await edited.undo();
    assert.ok(undone.kind === 'refused' && undone.mayBeWritten);
    assert.match(undone.sentence, /^The former content was written back, and at once changed/);
  });

  it('says that nothing was written where it was not begun', async () => {
    writeFileSync(at('.env'), 'A="\n');
    const odd = await editEnvFile(place(), setKey);
    assert.ok(odd.kind === 'refused');
    assert.match(refusalText('.env', odd), /^Nothing was written\. Line 1: /);
    writeFileSync(at('.env.local'), 'A=1\n', { mode: 0o400 });
    const locked = await editEnvFile(place('.env.local'), setKey);
    assert.ok(locked.kind === 'refused');
    assert.match(refusalText('.env.local', locked), /^Nothing was written\. The file is read-only/);
  });

  it('keeps the old file whole and leaves nothing behind when the disk fails at any step', async () => {
    const beforeTheRename = steps.slice(steps.indexOf('create'), steps.indexOf('rename') + 1);
    for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EXDEV']) {
      for (const failing of beforeTheRename) {
        writeFileSync(at('.env'), 'KEY=old\n');
        const edited = await editEnvFile(place(), setKey, undefined, {
          beforeStep: (step) => {
            if (step === failing) throw Object.assign(new Error(code), { code });
          },
        });
        assert.equal(
          edited.kind === 'refused' && edited.code,
          'unwritable',
          `${code} at ${failing}`,
        );
        assert.equal(text(), 'KEY=old\n');
        assert.deepEqual(readdirSync(folder), ['.env']);
      }
    }
  });

  it('leaves a read-only file alone, which a rename would get around', async () => {
    writeFileSync(at('.env'), 'KEY=old\n');
    chmodSync(at('.env'), 0o444);
    const edited = await editEnvFile(place(), setKey);
    assert.equal(edited.kind === 'refused' && edited.code, 'unwritable');
    assert.equal(text(), 'KEY=old\n');
  });

  it('follows a link inside the folder only when asked to, and keeps the link', async () => {
    writeFileSync(at('real'), 'KEY=old\n');
    symlinkSync('real', at('.env'));
    assert.equal((await editEnvFile(place(), setKey)).kind, 'refused');
    const edited = await editEnvFile(place(), setKey, undefined, { followLinks: true });
    assert.equal(edited.kind, 'written');
    assert.equal(text('real'), 'KEY=krl_local_new\n');
    assert.equal(readdirSync(folder).length, 2);
  });

  it('follows no link out of the folder, whatever is asked', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'keyrail-outside-'));
    try {
      writeFileSync(path.join(outside, '.env'), 'KEY=old\n');
      symlinkSync(path.join(outside, '.env'), at('.env'));
      const edited = await editEnvFile(place(), setKey, undefined, { followLinks: true });
      assert.ok(edited.kind === 'refused');
      assert.match(edited.sentence, /outside of the open folder/);
      assert.equal(readFileSync(path.join(outside, '.env'), 'utf8'), 'KEY=old\n');
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('waits at no pipe', async function () {
    // Pipes of Windows lie in no folder.
    if (process.platform === 'win32') this.skip();
    execFileSync('sh', ['-c', 'mkfifo "$0"', at('.env')]);
    const edited = await editEnvFile(place(), setKey);
    assert.equal(edited.kind === 'refused' && edited.code, 'not-a-file');
  });

  it('tells of other names of the file, and of others who may read it', async () => {
    writeFileSync(at('.env'), 'KEY=old\n', { mode: 0o600 });
    linkSync(at('.env'), at('twin'));
    chmodSync(at('.env'), 0o644);
    const seen: AboutWrite[] = [];
    await editEnvFile(place(), setKey, async (_plan, about) => void seen.push(about));
    // Of others Windows says nothing in a mode.
    const others = process.platform === 'win32' ? [] : [{ kind: 'readable-by-others' }];
    assert.deepEqual(seen[0]?.warnings, [{ kind: 'hard-linked' }, ...others]);
    assert.equal(text('twin'), 'KEY=old\n');
  });

  it('sweeps what a killed write left, but not what another window is writing', async () => {
    const [stale, fresh] = [at('.env.0123456789abcdef.tmp'), at('.env.fedcba9876543210.tmp')];
    for (const file of [stale, fresh, at('.env.notes.tmp')]) writeFileSync(file, 'KEY=x\n');
    utimesSync(stale, new Date(0), new Date(0));
    await editEnvFile(place(), setKey);
    assert.deepEqual(readdirSync(folder).sort(), [
      '.env',
      '.env.fedcba9876543210.tmp',
      '.env.notes.tmp',
    ]);
  });

  it('takes what it makes itself for none of these where the clock of the disk is behind', async () => {
    const behind = new Date(Date.now() - 3_600_000);
    const edited = await editEnvFile(place(), setKey, undefined, {
      beforeStep: (step) => {
        if (step !== 'sync') return;
        for (const name of readdirSync(folder)) utimesSync(at(name), behind, behind);
      },
    });
    assert.equal(edited.kind, 'written');
    assert.deepEqual(readdirSync(folder), ['.env']);
  });

  it('tells what another window writes from what was left by the clock of the disk, in a look, too', async () => {
    const ours = Date.now;
    Date.now = () => ours() + 3_600_000;
    try {
      for (const name of ['.env.0123456789abcdef.tmp', '.env.fedcba9876543210.tmp'])
        writeFileSync(at(name), 'KEY=x\n');
      utimesSync(at('.env.0123456789abcdef.tmp'), new Date(0), new Date(0));
      await sweepBeside(place());
    } finally {
      Date.now = ours;
    }
    assert.deepEqual(readdirSync(folder), ['.env.fedcba9876543210.tmp']);
  });

  it('leaves a secret of a killed write no longer than until the next look into its folder', async () => {
    const names = ['.env.0123456789abcdef.tmp', '.env.local.0123456789abcdef.tmp'];
    const outside = mkdtempSync(path.join(tmpdir(), 'keyrail-outside-'));
    try {
      for (const file of [...names.map(at), path.join(outside, names[0] ?? '')]) {
        writeFileSync(file, 'KEY=x\n');
        utimesSync(file, new Date(0), new Date(0));
      }
      writeFileSync(at('.env.fedcba9876543210.tmp'), 'KEY=x\n');
      symlinkSync(outside, at('linked'));
      await sweepBeside(place('linked/.env'));
      await sweepBeside(place());
      assert.deepEqual(readdirSync(folder).sort(), ['.env.fedcba9876543210.tmp', 'linked']);
      assert.deepEqual(readdirSync(outside), names.slice(0, 1));
      await sweepBeside(place('gone/.env'));
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('works in a folder below, and in one that is itself reached by a link', async () => {
    mkdirSync(at('app'));
    symlinkSync(at('app'), at('linked'));
    assert.equal((await editEnvFile(place('app/.env'), setKey)).kind, 'written');
    assert.equal((await editEnvFile(place('linked/.env.local'), setKey)).kind, 'written');
    assert.deepEqual(readdirSync(at('app')).sort(), ['.env', '.env.local']);
  });

  describe('an example beside it', () => {
    const plan = (...names: string[]) => planExampleNames(place(), names);

    it('is planned with the names without values, and changed only when that is made', async () => {
      writeFileSync(at('.env.example'), '# copy me\nA=\n');
      const edit = await plan('KEY', 'URL', 'A');
      assert.ok(edit);
      assert.deepEqual(
        edit.plan.changes.map(({ line, after }) => [line, after]),
        [
          [3, 'KEY='],
          [4, 'URL='],
        ],
      );
      assert.equal(text('.env.example'), '# copy me\nA=\n');
      await edit.make();
      assert.equal(text('.env.example'), '# copy me\nA=\nKEY=\nURL=\n');
      assert.equal(statSync(at('.env.example')).mode & 0o004, 0o004);
      assert.equal(await plan('KEY', 'URL'), undefined);
    });

    it('is as it was once that is undone, and stays where it has changed since', async () => {
      writeFileSync(at('.env.example'), 'A=\n');
      const made = await (await plan('KEY', 'URL'))?.make();
      assert.ok(made?.kind === 'written');
      writeFileSync(at('.env.example'), 'A=\nKEY=\nURL=\nB=\n');
      assert.equal((await made.undo()).kind, 'refused');
      writeFileSync(at('.env.example'), 'A=\nKEY=\nURL=\n');
      assert.equal((await made.undo()).kind, 'undone');
      assert.equal(text('.env.example'), 'A=\n');
    });

    it('is not made where there is none', async () => {
      assert.equal(await plan('KEY'), undefined);
      assert.deepEqual(readdirSync(folder), []);
    });
  });

  it('reads a file that is not there as an empty one', async () => {
    const state = await readEnvFile(place());
    assert.ok(state.kind === 'file');
    assert.equal(state.exists, false);
    assert.equal(state.bytes.byteLength, 0);
  });
});

describe('the write of a .env on another file system', () => {
  /** As `workspace.fs` is: no links, no modes, no rename to rely on. */
  function memoryDisk(files: Map<string, Uint8Array>): Disk {
    const stateOf = (file: string): FileState => {
      const bytes = files.get(file);
      return {
        kind: 'file',
        bytes: bytes ?? new Uint8Array(),
        exists: bytes !== undefined,
        warnings: [],
      };
    };
    const isStill = (file: string, was: FileState): boolean =>
      Buffer.compare(stateOf(file).bytes, was.bytes) === 0;
    return {
      locate: async ({ file }) => ({ kind: 'located', path: file }),
      read: async (located) => stateOf(located.path),
      replace: async (located, was, bytes) => {
        if (!isStill(located.path, was)) return 'changed';
        files.set(located.path, bytes);
        return 'replaced';
      },
      remove: async (located, was) => {
        if (!isStill(located.path, was)) return 'changed';
        files.delete(located.path);
        return 'removed';
      },
    };
  }

  it('goes the same way', async () => {
    const files = new Map<string, Uint8Array>([['/v/.env', Buffer.from('KEY=old\n')]]);
    const disk = memoryDisk(files);
    const edited = await editEnvFile({ folder: '/v', file: '/v/.env' }, setKey, undefined, {
      disk,
    });
    assert.equal(Buffer.from(files.get('/v/.env') ?? []).toString(), 'KEY=krl_local_new\n');
    assert.ok(edited.kind === 'written');
    await edited.undo();
    assert.equal(Buffer.from(files.get('/v/.env') ?? []).toString(), 'KEY=old\n');
  });
});
