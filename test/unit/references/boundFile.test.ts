import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boundFile, scriptsIn, variablesIn } from '../../../src/editor/references/boundFile.ts';
import { envFilesOf, runsScripts } from '../../../src/editor/references/envFilesOf.ts';
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
    assert.equal((await boundFile(at('pipe'))).content, 'no-file');
    rmSync(at('pipe'));
  });

  it('is told by the variables in it, never by a value', async () => {
    await contentOf('# x\nexport A=1\nB = 2\n C: 3\nA=4\nnot one\n');
    assert.deepEqual(variablesIn(await boundFile(at('.env'))), ['A', 'B', 'C']);
  });

  it('has scripts where it is a package.json', async () => {
    await contentOf('{"name":"é","scripts":{"a":"é"}}', 'package.json');
    assert.equal(scriptsIn(await boundFile(at('package.json'))), '{"a":"é"}');
    await contentOf('{', 'package.json');
    assert.equal(scriptsIn(await boundFile(at('package.json'))), '');
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
  });

  it('is package.json where a package manager starts it', () => {
    for (const command of [
      'npm run dev',
      'cd web && yarn dev',
      '/usr/bin/pnpm i',
      'bun.exe x',
      'npm.cmd',
    ]) {
      assert.equal(runsScripts({ command }), true, command);
    }
    for (const command of ['node npm.js', 'mynpm run', 'tsc', undefined]) {
      assert.equal(runsScripts({ command }), false, String(command));
    }
    assert.equal(runsScripts({ runtimeExecutable: 'npm' }), true);
  });
});
