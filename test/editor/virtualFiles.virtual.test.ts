import assert from 'node:assert/strict';
import { FileType, Uri, workspace, type Disposable } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { Disk } from '../../src/files/disk.ts';
import { editEnvFile, readEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { refusalText } from '../../src/dotenv/refusalText.ts';
import { findEnvFiles } from '../../src/editor/env/envCandidates.ts';
import { trustedSpot } from '../../src/editor/env/envSpot.ts';
import { MemoryFiles, memoryScheme } from '../support/memoryFiles.ts';
import { prepare, run, type NewKey } from './support/keyrail.ts';

const secret = new Secret('v1');
const uri = (path: string) => Uri.from({ scheme: memoryScheme, path });

describe('a .env on a file system that is not the disk', () => {
  const files = new MemoryFiles();
  let registered: Disposable;

  before(() => {
    files.folder('/shop');
    registered = workspace.registerFileSystemProvider(memoryScheme, files);
  });

  beforeEach(() => {
    files.lose('/shop');
    files.folder('/shop');
    files.beforeWrite = () => undefined;
    files.isAway = false;
  });

  after(() => {
    registered.dispose();
  });

  const edit = async (path = '/shop/.env', value = secret) => {
    const spot = await trustedSpot(uri(path));
    assert.ok(spot, 'the window shows the folder and trusts it');
    const { path: where, disk } = spot;
    return editEnvFile(where, (bytes) => planEdit(bytes, 'KEY', value), undefined, { disk });
  };
  const refusal = async (path?: string) => {
    const edited = await edit(path);
    assert.equal(edited.kind, 'refused');
    return edited.code;
  };

  it('gets one line, and every other byte stays', async () => {
    files.put('/shop/.env', '\uFEFF# mine\r\nKEY="old" # kept\r\nB=2\r\n');
    const edited = await edit();
    assert.equal(edited.kind, 'written');
    assert.equal(files.text('/shop/.env'), '\uFEFF# mine\r\nKEY=v1 # kept\r\nB=2\r\n');
  });

  it('is made where there is none, and taken back', async () => {
    const edited = await edit();
    assert.equal(files.text('/shop/.env'), 'KEY=v1\n');
    assert.ok(edited.kind === 'written' && edited.created);
    assert.deepEqual(await edited.undo(), { kind: 'undone' });
    assert.equal(files.text('/shop/.env'), undefined);
  });

  it('is planned again when somebody changes it between reading and writing', async () => {
    files.put('/shop/.env', 'A=1\n');
    const spot = await trustedSpot(uri('/shop/.env'));
    assert.ok(spot);
    let meddled = false;
    await editEnvFile(spot.path, (bytes) => planEdit(bytes, 'KEY', secret), undefined, {
      disk: spot.disk,
      beforeStep(step) {
        if (step !== 'compare' || meddled) return;
        meddled = true;
        files.put('/shop/.env', 'A=2\n');
      },
    });
    assert.equal(files.text('/shop/.env'), 'A=2\nKEY=v1\n');
  });

  it('says so when the file does not hold what was written', async () => {
    files.put('/shop/.env', 'A=1\n');
    const spot = await trustedSpot(uri('/shop/.env'));
    assert.ok(spot);
    const edited = await editEnvFile(
      spot.path,
      (bytes) => planEdit(bytes, 'KEY', secret),
      undefined,
      {
        disk: spot.disk,
        beforeStep(step) {
          if (step === 'read-back') files.put('/shop/.env', 'somebody=else\n');
        },
      },
    );
    assert.ok(edited.kind === 'refused' && edited.code === 'changed-meanwhile');
    assert.match(refusalText('.env', edited), /^\.env: The file was written, and at once changed/);
  });

  it('says whether a write that failed has left anything', async () => {
    files.put('/shop/.env', 'A=1\n');
    files.beforeWrite = () => {
      throw new Error('no');
    };
    const clean = await edit();
    assert.ok(clean.kind === 'refused' && clean.code === 'unwritable');
    assert.match(refusalText('.env', clean), /^Nothing was written\. .*cannot be written/);
    assert.equal(files.text('/shop/.env'), 'A=1\n');
    files.beforeWrite = (path, bytes) => {
      files.put(path, bytes.slice(0, 2));
      throw new Error('half way');
    };
    const broken = await edit();
    assert.ok(broken.kind === 'refused');
    assert.match(refusalText('.env', broken), /^\.env: The write broke off.*may hold only a part/);
  });

  it('is refused where it is read-only, a link, a folder, too large, elsewhere or not there', async () => {
    files.put('/shop/.env', 'A=1\n', { readOnly: true });
    assert.equal(await refusal(), 'unwritable');
    files.put('/shop/.env', 'A=1\n', { type: FileType.File | FileType.SymbolicLink });
    assert.equal(await refusal(), 'is-a-link');
    files.folder('/shop/.env');
    assert.equal(await refusal(), 'is-a-folder');
    files.put('/shop/.env', 'A=1\n'.repeat(300_000));
    assert.equal(await refusal(), 'too-large-to-read');
    files.folder('/shop/linked', FileType.Directory | FileType.SymbolicLink);
    assert.equal(await refusal('/shop/linked/.env'), 'is-a-link');
    assert.equal(await refusal('/shop/none/.env'), 'no-folder');
    assert.equal(await refusal('/shop/../elsewhere/.env'), 'outside-folder');
    assert.equal(await trustedSpot(uri('/elsewhere/.env')), undefined);
    assert.equal(await refusal('/shop/.env.example'), 'bad-file-name');
  });

  it('is not taken for gone while its file system is away', async () => {
    files.isAway = true;
    const spot = await trustedSpot(uri('/shop/.env'));
    assert.ok(spot);
    const read = await readEnvFile(spot.path, spot.disk satisfies Disk);
    assert.ok(read.kind === 'refused' && read.code === 'unreadable');
    assert.match(read.sentence, /not reachable now/);
    assert.deepEqual(
      (await findEnvFiles()).filter(({ scheme }) => scheme === memoryScheme),
      [],
    );
  });

  describe('with a key', () => {
    let key: NewKey;
    const places = async () =>
      (
        await run<{ places: readonly { where: string; state: string }[] }>('whereIsIt', {
          keyId: key.keyId,
        })
      ).places.filter(({ where }) => where.includes('shop'));

    before(async () => {
      const { serviceAccountId } = await prepare('virtual');
      key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    });

    it('is not written for a program before a person has seen that git cannot be asked', async () => {
      await assert.rejects(
        run('writeToEnv', { keyId: key.keyId, file: 'memfs:/shop/.env' }),
        /git could not be asked/,
      );
      assert.equal(files.text('/shop/.env'), undefined);
    });

    it('is found by the scanner, rotated, and found gone with its folder', async () => {
      const sample = workspace.workspaceFolders?.[0]?.uri;
      assert.ok(sample);
      const own = Uri.joinPath(sample, '.env');
      await run('writeToEnv', { keyId: key.keyId, file: own.fsPath });
      files.put('/shop/.env', Buffer.from(await workspace.fs.readFile(own)));
      assert.deepEqual(
        (await places()).map(({ where, state }) => [where, state]),
        [['shop/.env:1, GOVRAIL_API_KEY', 'current']],
      );
      key = await run<NewKey>('rotateKey', { keyId: key.keyId });
      assert.equal(
        files.text('/shop/.env'),
        Buffer.from(await workspace.fs.readFile(own)).toString(),
      );
      files.lose('/shop/.env');
      assert.deepEqual(await places(), []);
      await workspace.fs.delete(own);
    });
  });
});
