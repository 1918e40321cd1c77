import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  chmodSync,
  chownSync,
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
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { editEnvFile, readEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { editTextFile } from '../../../src/dotenv/textFile.ts';

const secret = new Secret('krl_local_new');
const setKey = (bytes: Uint8Array) => planEdit(bytes, 'KEY', secret);
/** Users that are nobody here; the group is one that no other has. */
const [listed, stranger, group] = [61_234, 61_235, 61_236];
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Whether the folder for temporary files keeps access lists, and the programs for them are here. */
function keepsLists(folder: string): boolean {
  const probe = path.join(folder, 'probe');
  writeFileSync(probe, '');
  const tried = [
    spawnSync('setfacl', ['-m', `u:${listed}:r`, probe]),
    spawnSync('setfattr', ['-n', 'user.keyrail', '-v', '1', probe]),
  ];
  rmSync(probe);
  return tried.every(({ status }) => status === 0);
}

describe('what a file has beside its bytes', () => {
  const isRoot = process.getuid?.() === 0;
  let folder = '';
  const at = (name = '.env') => path.join(folder, name);
  const edit = (name = '.env', options = {}) =>
    editEnvFile({ folder, file: at(name) }, setKey, undefined, options);
  const list = (name = '.env') => run('getfacl', '-pn', at(name));
  const attributes = (name = '.env') => run('getfattr', '-d', at(name));
  /** As another user: through the system, not by what a list says. */
  const canRead = (uid: number, gid: number, file = at()) =>
    spawnSync('cat', [file], { uid, gid, cwd: '/' }).status === 0;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-lists-'));
    chmodSync(folder, 0o755);
    writeFileSync(at(), 'A=1\n', { mode: 0o600 });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe('is there after a write', function () {
    before(function () {
      const probe = mkdtempSync(path.join(tmpdir(), 'keyrail-probe-'));
      const isKept = keepsLists(probe);
      rmSync(probe, { recursive: true });
      if (!isKept) this.skip();
    });

    const withList = () => {
      if (isRoot) chownSync(at(), 0, group);
      run('setfacl', '-m', `u:${listed}:r`, at());
      run('setfattr', '-n', 'user.keyrail', '-v', 'kept', at());
    };

    it('an access list and extended attributes, and again after its undo', async () => {
      withList();
      const before = [list(), attributes()];
      assert.match(before.join(), new RegExp(`user:${listed}:r--[^]*user.keyrail="kept"`));
      const edited = await edit();
      assert.ok(edited.kind === 'written');
      assert.equal(readFileSync(at(), 'utf8'), 'A=1\nKEY=krl_local_new\n');
      assert.deepEqual([list(), attributes()], before);
      assert.equal((await edited.undo()).kind, 'undone');
      assert.equal(readFileSync(at(), 'utf8'), 'A=1\n');
      assert.deepEqual([list(), attributes()], before);
      assert.deepEqual(readdirSync(folder), ['.env']);
    });

    it('also of a file of another format', async () => {
      writeFileSync(at('config.json'), '{}', { mode: 0o600 });
      run('setfacl', '-m', `u:${listed}:rw,g:${group}:r`, at('config.json'));
      const before = list('config.json');
      await editTextFile({ folder, file: at('config.json') }, () => ({
        kind: 'write',
        bytes: Buffer.from('{"a":1}'),
        changes: [],
        warnings: [],
      }));
      assert.equal(readFileSync(at('config.json'), 'utf8'), '{"a":1}');
      assert.equal(list('config.json'), before);
    });

    it('and at no step can anybody read it who could not before', async function () {
      if (!isRoot) this.skip();
      withList();
      assert.ok(canRead(listed, stranger));
      const seen: string[] = [];
      await edit('.env', {
        beforeStep: (step: string) => {
          for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
            for (const gid of [group, stranger]) {
              if (canRead(stranger, gid, at(name))) seen.push(`${step}: ${name}`);
            }
          }
        },
      });
      assert.deepEqual(seen, []);
      assert.ok(canRead(listed, stranger));
      assert.ok(!canRead(stranger, group));
    });

    it('nothing of the default access list of its folder where it had none', async () => {
      run('setfacl', '-d', '-m', `u:${listed}:rwx`, folder);
      for (const mode of [0o600, 0o640, 0o664]) {
        run('setfacl', '-b', at());
        writeFileSync(at(), 'A=1\n');
        chmodSync(at(), mode);
        const before = list();
        assert.doesNotMatch(before, new RegExp(String(listed)));
        assert.equal((await edit()).kind, 'written');
        assert.equal(list(), before);
      }
      await edit('.env.local');
      assert.equal(statSync(at('.env.local')).mode & 0o777, 0o600);
      if (isRoot) assert.ok(!canRead(listed, stranger, at('.env.local')));
    });

    it('also what was set while it was written', async () => {
      let times = 0;
      const edited = await edit('.env', {
        beforeStep: (step: string) => {
          if (step !== 'compare' || times > 0) return;
          times += 1;
          withList();
        },
      });
      assert.equal(edited.kind, 'written');
      assert.match(list(), new RegExp(`user:${listed}:r--`));
      assert.match(attributes(), /kept/);
    });
  });

  it('is carried over by no program that this thread waits for until it has begun', async () => {
    const started: unknown[] = [];
    const note = (message: unknown) => started.push(message);
    subscribe('child_process', note);
    try {
      assert.equal((await edit()).kind, 'written');
      assert.equal(started.length, 0);
      // It would have been seen.
      execFile('cp', () => undefined);
      assert.equal(started.length, 1);
    } finally {
      unsubscribe('child_process', note);
    }
  });

  describe('where the system has no program for it', () => {
    const { PATH } = process.env;
    beforeEach(() => {
      mkdirSync(at('bin'));
      process.env['PATH'] = at('bin');
    });
    afterEach(() => {
      process.env['PATH'] = PATH;
    });
    const written = async (mode: number) => {
      chmodSync(at(), mode);
      writeFileSync(at(), 'A=1\n');
      const edited = await edit();
      assert.equal(statSync(at()).mode & 0o777, mode);
      return edited.kind === 'refused' ? `${edited.code}: ${edited.sentence}` : edited.kind;
    };

    it('stops a write where the group bits may be the mask of a list, and no other', async () => {
      if (process.platform === 'win32') return;
      for (const mode of [0o640, 0o660]) assert.match(await written(mode), /^attributes: .*group/);
      assert.equal(readFileSync(at(), 'utf8'), 'A=1\n');
      for (const mode of [0o600, 0o644, 0o664]) assert.equal(await written(mode), 'written');
    });

    it('says what could not be carried over', async () => {
      if (process.platform === 'win32') return;
      const said = `echo "cp: setting attributes for '/proc/1/x': Operation not supported" >&2; exit 1`;
      writeFileSync(at('bin/cp'), `#!/bin/sh\n${said}\n`, { mode: 0o755 });
      const refused = await written(0o600);
      assert.match(refused, /^attributes: .*\(setting attributes: Operation not supported\)/);
      assert.deepEqual(readdirSync(folder).sort(), ['.env', 'bin']);
    });
  });

  it('stops a write where it is a mount point, before anybody is asked', async function () {
    writeFileSync(at('on the host'), 'KEY=there\n');
    const name = '.env.in-container';
    for (const inner of ['', 'a b\\c']) {
      mkdirSync(at(inner), { recursive: true });
      const file = path.join(folder, inner, name);
      writeFileSync(file, '');
      const mounted = spawnSync('mount', ['--bind', at('on the host'), file]);
      if (mounted.status !== 0) this.skip();
      try {
        let asked = 0;
        symlinkSync(file, path.join(folder, inner, '.env.link'));
        for (const [each, followLinks] of [
          [name, false],
          ['.env.link', true],
        ] as const) {
          const target = { folder, file: path.join(folder, inner, each) };
          const approve = () => {
            asked += 1;
            return Promise.resolve();
          };
          const edited = await editEnvFile(target, setKey, approve, { followLinks });
          assert.ok(edited.kind === 'refused' && edited.code === 'mount-point', each);
          assert.match(edited.sentence, /mount point/);
        }
        assert.equal(asked, 0);
        const read = await readEnvFile({ folder, file });
        assert.ok(read.kind === 'file');
        assert.equal(Buffer.from(read.bytes).toString(), 'KEY=there\n');
      } finally {
        run('umount', file);
      }
    }
  });
});
