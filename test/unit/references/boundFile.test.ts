import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boundFile, scriptsIn, variablesIn } from '../../../src/editor/references/boundFile.ts';
import { envFilesOf, runsScripts } from '../../../src/editor/references/envFilesOf.ts';
import { withFolder } from '../../../src/editor/references/folderVariables.ts';
import { packageFolders } from '../../../src/editor/references/packageFolders.ts';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';
import { temporaryFolder } from '../../support/owned.ts';

describe('a file that a launch takes variables from', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  const at = (name: string) => path.join(place.path, name);
  const contentOf = async (text: string | Buffer, name = '.env') => {
    writeFileSync(at(name), text);
    return (await boundFile(at(name))).content;
  };
  before(async () => {
    place = await temporaryFolder('bound');
  });
  after(() => {
    place.dispose();
  });

  it('is another with every byte, and where it is not there', async () => {
    const contents = [
      await contentOf('A=1\n'),
      await contentOf('A=1\nNODE_OPTIONS=-r ./x.js\n'),
      await contentOf(Buffer.from([0x41, 0xff])),
      await contentOf(Buffer.from([0x41, 0xfe])),
      await contentOf(''),
      (await boundFile(at('nowhere'))).content,
      (await boundFile(place.path)).content,
      await contentOf('x'.repeat(5 * 1024 * 1024)),
    ];
    assert.equal(new Set(contents).size, contents.length, contents.join());
    assert.equal(await contentOf('A=1\n'), contents[0]);
  });

  it('is the same after a rotation', async () => {
    const [one, other] = [madeUpSecret(1), madeUpSecret(2)];
    assert.equal(await contentOf(`K=${one}\nA=1\n`), await contentOf(`K=${other}\nA=1\n`));
    assert.notEqual(await contentOf(`K=${one}\nA=1\n`), await contentOf(`K=${one}\nA=2\n`));
  });

  it('is read through a link, for a debugger does so, and a pipe is not waited for', async () => {
    if (process.platform === 'win32') return;
    const content = await contentOf('A=1\n');
    symlinkSync(at('.env'), at('link'));
    assert.equal((await boundFile(at('link'))).content, content);
    execFileSync('mkfifo', [at('pipe')]);
    const pipe = await boundFile(at('pipe'));
    assert.match(pipe.content, /^no-file /);
    assert.equal(pipe.isUnread, true);
    rmSync(at('pipe'));
  });

  it('is another where it is too large to be read and was changed, whatever its time says', async () => {
    const large = (first: string) => first + '\n'.repeat(5 * 1024 * 1024);
    const before = await contentOf(large('A=1'), 'large');
    utimesSync(at('large'), 1, 1);
    const same = (await boundFile(at('large'))).content;
    writeFileSync(at('large'), large('B=2'));
    utimesSync(at('large'), 1, 1);
    const after = await boundFile(at('large'));
    assert.equal(new Set([before, same, after.content]).size, 3);
    assert.equal((await boundFile(at('large'))).content, after.content);
    assert.equal(after.isUnread, true);
    rmSync(at('large'));
  });

  it('is told by the variables in it, never by a value', async () => {
    await contentOf('# x\nexport A=1\nB = 2\n C: 3\nA=4\nnot one\n');
    assert.deepEqual(variablesIn(await boundFile(at('.env'))), ['A', 'B', 'C']);
    await contentOf('{\n  "environmentVariables": {\n    "DOTNET_A": "1"\n  }\n}\n');
    assert.deepEqual(variablesIn(await boundFile(at('.env'))), [
      'environmentVariables',
      'DOTNET_A',
    ]);
  });

  it('has scripts where it is a package.json', async () => {
    await contentOf('{"name":"é","scripts":{"a":"é"}}', 'package.json');
    assert.equal(scriptsIn(await boundFile(at('package.json'))), '{"a":"é"}');
    // As package managers read it.
    await contentOf('\uFEFF{"scripts":{"a":"b"}}', 'package.json');
    assert.equal(scriptsIn(await boundFile(at('package.json'))), '{"a":"b"}');
    for (const text of ['{', '{"scripts":{"a":"b"},}', `{"x":"${' '.repeat(5 * 1024 * 1024)}"}`]) {
      await contentOf(text, 'package.json');
      assert.equal(scriptsIn(await boundFile(at('package.json'))), undefined);
    }
    rmSync(at('package.json'));
    assert.equal(scriptsIn(await boundFile(at('package.json'))), '');
  });

  it('is named by what VS Code’s variables for the folder stand for', () => {
    const root = path.resolve('/srv/shop');
    for (const text of [
      '${workspaceFolder}/.env',
      '${workspaceFolder:shop}/.env',
      '${workspaceRoot}/.env',
      '${cwd}${/}.env',
      '${workspaceFolder}${pathSeparator}.env',
      '${workspaceFolder}/../${workspaceFolderBasename}/.env',
    ]) {
      assert.equal(path.resolve(withFolder(text, root)), path.join(root, '.env'), text);
    }
    assert.equal(withFolder('${env:KEYRAIL_NOT_THERE}.env', root), '.env');
    assert.equal(withFolder('${input:x}', root), '${input:x}');
  });

  it('is that of every folder that a line with a package manager in it names', async () => {
    for (const name of ['web/app', 'other']) mkdirSync(at(name), { recursive: true });
    const [web, app] = [at('web'), at('web/app')];
    const lines: readonly (readonly [object, ...string[]])[] = [
      [{ command: 'npm run dev' }],
      [{ command: 'cd web && npm run dev' }, web],
      [{ command: 'cd web; cd app; yarn dev' }, web, app],
      [{ command: 'npm --prefix=web/app run dev' }, app],
      [{ command: 'sh', args: ['-c', 'pnpm -C ./web dev'] }, web],
      [{ runtimeExecutable: 'npm', runtimeArgs: ['--prefix', 'web', 'run', 'dev'] }, web],
      [{ command: 'x', linux: { command: 'bun --cwd "web" dev' } }, web],
      [{ command: 'cd web && node --run dev' }, web],
      [{ command: 'npm --prefix ${workspaceFolder}/web run dev' }, web],
      [{ command: 'npm run dev', common: [{ options: { cwd: 'web' } }] }, web],
      [{ args: ['run', 'dev'], common: [{ command: 'npm', options: { cwd: 'web' } }] }, web],
    ];
    for (const [start, ...named] of lines) {
      assert.deepEqual(
        await packageFolders(start as Record<string, unknown>, place.path),
        [place.path, ...named],
        JSON.stringify(start),
      );
    }
    assert.deepEqual(await packageFolders({ command: 'cd web && tsc' }, place.path), []);
    assert.deepEqual(
      await packageFolders(
        { command: 'npm -C ${workspaceFolder}/web test' },
        at('other'),
        place.path,
      ),
      [at('other'), place.path, web],
    );
  });

  it('is package.json of a folder above, where package managers look for it', async () => {
    const inside = at('app/src/deep');
    mkdirSync(inside, { recursive: true });
    writeFileSync(at('app/package.json'), '{}');
    assert.deepEqual(await packageFolders({ command: '/usr/bin/npm', args: ['start'] }, inside), [
      inside,
      at('app'),
    ]);
  });

  it('is named by debuggers, by Node, or by Python where nothing is', () => {
    const named = (launch: object) => envFilesOf(launch as Record<string, unknown>, '.env');
    assert.deepEqual(named({ type: 'go', envFile: ['a', 'b'] }), ['a', 'b']);
    assert.deepEqual(named({ type: 'x', envFiles: ['c'], env_file: 'd' }), ['c', 'd']);
    const runtimeArgs = ['--env-file=a', '--env-file', 'b', '--env-file-if-exists=c', '-r', 'd'];
    assert.deepEqual(named({ type: 'node', runtimeArgs }), ['a', 'b', 'c']);
    assert.deepEqual(named({ type: 'debugpy' }), ['.env']);
    assert.deepEqual(named({ type: 'debugpy', envFile: 'x' }), ['x']);
    assert.deepEqual(named({ type: 'node' }), []);
    // Arguments and variables, which this debugger takes where nothing is named.
    assert.deepEqual(named({ type: 'coreclr' }), ['Properties/launchSettings.json']);
    assert.deepEqual(named({ type: 'coreclr', launchSettingsFilePath: 'x.json' }), ['x.json']);
  });

  it('is package.json where a package manager starts it', () => {
    for (const command of [
      'npm run dev',
      'cd web && yarn dev',
      '/usr/bin/pnpm i',
      'bun.exe x',
      'npm.cmd',
      'deno task dev',
      'concurrently "npm:dev" "npm:api"',
      'run-p watch serve',
      'lerna run build',
    ]) {
      assert.equal(runsScripts({ command }), true, command);
    }
    for (const command of ['node npm.js', 'mynpm run', 'tsc', undefined]) {
      assert.equal(runsScripts({ command }), false, String(command));
    }
    assert.equal(runsScripts({ runtimeExecutable: 'npm' }), true);
  });
});
