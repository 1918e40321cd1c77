import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemProgram } from '../../../src/domain/systemProgram.ts';
import type { Listener } from '../../../src/terminal/channel/listen.ts';
import { writeCommandFile } from '../../../src/terminal/channel/commandFile.ts';
import { terminalStart } from '../../../src/terminal/command/terminalStart.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { granting, keyrail, script, terminalOf } from './support/command.ts';

const node = process.execPath;

/** Resolves once a file is there with something in it. */
async function written(file: string): Promise<string> {
  const watching = watch(path.dirname(file));
  try {
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await once(watching, 'change');
    return readFileSync(file, 'utf8');
  } finally {
    watching.close();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('keyrail on Windows', function () {
  // Its pipes, its command processor, and processes that no signal goes on to.
  if (process.platform !== 'win32') return;
  let window: Listener;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const asked: { start: { program: string; args: string[] } }[] = [];
  beforeEach(async () => {
    asked.length = 0;
    window = await granting({ KEY: 'a value' }, asked);
    folder = await temporaryFolder('windows');
  });
  afterEach(() => {
    window.dispose();
    folder.dispose();
  });

  it('asks the window through a pipe, and starts the program with the value', async () => {
    assert.match(window.address, /^\\\\\.\\pipe\\keyrail-[0-9a-f]{32}$/);
    const program = 'process.stdout.write(process.env.KEY + process.argv[1]); process.exitCode = 7';
    const { code, out } = await keyrail(
      ['run', '--', node, '-e', program, ' "a" & %PATH%'],
      terminalOf(window),
    ).ended;
    assert.deepEqual([code, out], [7, 'a value "a" & %PATH%']);
  });

  it('is a command of cmd in a folder of any name, called with quotes from another one', async () => {
    const bin = path.join(folder.path, 'Jörg Öz & 漢字', 'bin');
    writeCommandFile(bin, { node, script, words: undefined });
    const child = spawn(
      systemProgram('cmd.exe'),
      ['/d', '/s', '/c', `""keyrail" run -- node -p "process.env.KEY""`],
      {
        cwd: folder.path,
        env: { ...terminalOf(window), PATH: `${bin};${path.dirname(node)}` },
        windowsVerbatimArguments: true,
      },
    );
    child.stdin.end();
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.deepEqual([out.trim(), err], ['a value', '']);
    assert.equal(asked[0]?.start.program.toLowerCase(), node.toLowerCase());
  });

  it('is what a terminal starts for its shell, with its exit code', async () => {
    const bin = path.join(folder.path, 'Jörg Öz (a)');
    const command = writeCommandFile(bin, { node, script, words: undefined });
    const program = 'process.stdout.write(process.env.KEY); process.exitCode = 7';
    const start = terminalStart(command, { program: node, args: ['-e', program, '--', '-x'] });
    const child = spawn(start.shellPath, [start.shellArgs].flat(), {
      cwd: folder.path,
      env: terminalOf(window),
      windowsVerbatimArguments: true,
    });
    child.stdin.end();
    const ended = once(child, 'exit');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.deepEqual([out, err, (await ended)[0]], ['a value', '', 7]);
    assert.deepEqual(asked[0]?.start.args, ['-e', program, '--', '-x']);
  });

  it('starts a script, with its arguments as they are', async () => {
    const tools = path.join(folder.path, 'my tools');
    mkdirSync(tools);
    writeFileSync(
      path.join(tools, 'tool.cmd'),
      `@"${node}" -p "JSON.stringify(process.argv.slice(1))" %*\r\n`,
    );
    const env = { ...terminalOf(window), PATH: tools };
    const args = ['a b', 'c:\\dir\\', '(x)', 'ü'];
    const { out } = await keyrail(['run', '--', 'tool', ...args], env).ended;
    assert.deepEqual(JSON.parse(out), args);
    assert.match(
      (await keyrail(['run', '--', 'tool', '%OS%'], env).ended).err,
      /Windows cannot pass “%OS%” to a script/,
    );
  });

  it('ends a script and the program behind it when the window closes', async () => {
    window.dispose();
    window = await granting({ KEY: 'a value' }, asked, true);
    const [told, inner] = ['told', 'inner.cjs'].map((name) => path.join(folder.path, name)) as [
      string,
      string,
    ];
    writeFileSync(
      inner,
      `require('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    // Windows ends what Node started with it by itself, and nothing that its command processor did.
    writeFileSync(path.join(folder.path, 'tool.cmd'), `@"${node}" "${inner}"\r\n`);
    const env = { ...terminalOf(window), PATH: folder.path };
    const { ended } = keyrail(['run', '--', 'tool'], env);
    const pid = Number(await written(told));
    window.dispose();
    const { err } = await ended;
    assert.deepEqual([err, isRunning(pid)], ['', false]);
  });
});
