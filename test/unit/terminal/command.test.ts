import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { listen, refused, type Listener } from '../../../src/terminal/channel/listen.ts';
import { writeCommandFile } from '../../../src/terminal/channel/commandFile.ts';
import { addressVariable } from '../../../src/terminal/channel/protocol.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { sh } from '../../support/sh.mjs';
import { granting, keyrail, script, terminalOf } from './support/command.ts';

const value = 'a value that only the program gets';
const node = process.execPath;

describe('keyrail run', function () {
  if (process.platform === 'win32') return;
  let asked: { start: { program: string; args: string[]; cwd: string } }[];
  let window: Listener;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    asked = [];
    window = await granting({ KEY: value }, asked);
    folder = await temporaryFolder('command');
  });
  afterEach(() => {
    window.dispose();
    folder.dispose();
  });
  const run = (words: readonly string[], input = '') =>
    keyrail(['run', ...words], terminalOf(window), input).ended;

  it('starts the program with the value, its arguments as they are, its input and its exit code', async () => {
    const program =
      'process.stdin.on("data", (d) => process.stdout.write(process.env.KEY + process.argv[1] + d)).on("end", () => process.exit(7))';
    const { code, out, err } = await run(['--', node, '-e', program, ' "$HOME" * '], 'typed');
    assert.deepEqual([code, out, err], [7, `${value} "$HOME" * typed`, '']);
    const { start } = asked[0] ?? {};
    assert.deepEqual([start?.program, start?.args.at(-1)], [node, ' "$HOME" * ']);
  });

  it('leaves pipes as they are, which the program shares', async function () {
    if (process.platform !== 'linux') this.skip();
    const program =
      'echo ready; read x; echo "got $x"; cat /proc/self/fdinfo/0 /proc/self/fdinfo/1';
    const { child, ended } = keyrail(['run', 'sh', '-c', program], terminalOf(window), null);
    child.stdout?.once('data', () => child.stdin?.end('a line\n'));
    const { out } = await ended;
    assert.match(out, /^got a line$/m);
    const modes = [...out.matchAll(/^flags:\s+(\d+)$/gm)].map(([, flags = '']) =>
      parseInt(flags, 8),
    );
    assert.deepEqual(
      modes.map((flags) => flags & constants.O_NONBLOCK),
      [0, 0],
    );
  });

  it('has the value in no environment or argument of its own, only in the program’s', async function () {
    if (process.platform !== 'linux') this.skip();
    const program =
      'const fs = require("fs"); for (const p of [process.pid, process.ppid]) console.log(fs.readFileSync(`/proc/${p}/environ`, "latin1").includes(process.env.KEY), fs.readFileSync(`/proc/${p}/cmdline`, "latin1").includes(process.env.KEY))';
    const { out } = await run([node, '-e', program]);
    assert.equal(out, 'true false\nfalse false\n');
  });

  it('ends by the signal that ended the program', async () => {
    const { code, signal } = await run([node, '-e', 'process.kill(process.pid, "SIGTERM")']);
    assert.deepEqual([code, signal], [null, 'SIGTERM']);
  });

  it('passes a signal on to the program, which decides what becomes of it', async () => {
    const program =
      'process.on("SIGTERM", () => process.exit(5)); console.log("ready"); setInterval(() => {}, 1000)';
    const { child, ended } = keyrail(['run', node, '-e', program], terminalOf(window));
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    assert.equal((await ended).code, 5);
  });

  it('ends a shell of the window with the window, and by itself leaves it at once', async () => {
    const program = 'console.log("ready"); setInterval(() => {}, 1000)';
    const other = await granting({ KEY: value }, [], true);
    const { child, ended } = keyrail(['run', node, '-e', program], terminalOf(other));
    child.stdout?.once('data', () => {
      other.dispose();
    });
    assert.equal((await ended).signal, 'SIGHUP');
    const third = await granting({ KEY: value }, [], true);
    assert.equal((await keyrail(['run', node, '-e', '0'], terminalOf(third)).ended).code, 0);
    third.dispose();
  });

  it('leaves any other program to itself when the window is closed', async () => {
    const program = 'process.stdin.once("data", () => process.exit(6)); console.log("ready")';
    const { child, ended } = keyrail(['run', node, '-e', program], terminalOf(window), null);
    child.stdout?.once('data', () => {
      window.dispose();
      child.stdin?.end('go on');
    });
    assert.equal((await ended).code, 6);
  });

  it('says that there is no such program before anybody is asked', async () => {
    const { code, err } = await run(['--', 'no-such-program-here']);
    assert.deepEqual(
      [code, err],
      [1, 'keyrail: There is no program “no-such-program-here” that could be started.\n'],
    );
    writeFileSync(path.join(folder.path, 'plain'), 'no program', { mode: 0o644 });
    assert.match((await run([path.join(folder.path, 'plain')])).err, /There is no program/);
    assert.match((await run([folder.path])).err, /There is no program/);
    assert.deepEqual(asked, []);
  });

  it('starts nothing with an argument that Node cannot pass on as it is', async () => {
    const line = `"$1" --no-warnings "$2" run -- printf %s "$(printf 'a\\377b')" 2>&1; echo "ended: $?"`;
    const said = await sh('sh', ['-c', line, 'sh', node, script], { env: terminalOf(window) });
    assert.match(said, /^keyrail: .* no UTF-8, .* Nothing was started\.\nended: 1\n$/);
    assert.deepEqual(asked, []);
    const { out } = await run(['printf', '%s', 'é\u202e⠀']);
    assert.equal(out, 'é\u202e⠀');
  });

  it('refuses a command line that nobody would read, and one that the system does not take', async () => {
    const { code, err } = await run([
      node,
      '-e',
      '0',
      ...Array<string>(3000).fill('x'.repeat(100)),
    ]);
    assert.equal(code, 1);
    assert.match(err, /too long to be asked about/);
    assert.deepEqual(asked, []);
  });

  it('puts its value in the place of one that the terminal has', async () => {
    const env = { ...terminalOf(window), KEY: 'of the terminal' };
    const { out } = await keyrail(['run', 'printenv', 'KEY'], env).ended;
    assert.equal(out, `${value}\n`);
  });

  it('starts a program whose input is closed, and one that closes its own', async () => {
    const line = '"$1" --no-warnings "$2" run -- sh -c "cat; exit 3" <&-; echo "ended: $?"';
    const said = await sh('sh', ['-c', line, 'sh', node, script], { env: terminalOf(window) });
    assert.match(said, /ended: 3\n$/);
    const { code } = await run(['sh', '-c', 'exec <&- >&- 2>&-; exit 4']);
    assert.equal(code, 4);
  });

  it('ends with the code that a shell gives to each way to end', async () => {
    for (const [program, ended] of [
      ['exit 255', 255],
      ['kill -KILL $$', 137],
      ['kill -INT $$', 130],
      ['kill -HUP $$', 129],
      ['kill -PIPE $$', 141],
    ] as const) {
      const line = '"$1" --no-warnings "$2" run -- sh -c "$3"; echo "ended: $?"';
      const said = await sh('sh', ['-c', line, 'sh', node, script, program], {
        env: terminalOf(window),
      });
      assert.match(said, new RegExp(`ended: ${ended}\\n$`), program);
    }
  });

  it('says that the folder is gone in which it is called', async () => {
    const gone = path.join(folder.path, 'gone');
    mkdirSync(gone);
    const line =
      'cd "$0" && rmdir "$0" && "$1" --no-warnings "$2" run -- true 2>&1 || echo "ended: $?"';
    const said = await sh('sh', ['-c', line, gone, node, script], { env: terminalOf(window) });
    assert.match(said, /keyrail: The folder that this terminal is in is gone\.[^]*ended: 1/);
  });

  it('says why the system does not start a file that is no program', async () => {
    const file = path.join(folder.path, 'broken');
    writeFileSync(file, '#!/no/such/interpreter\n', { mode: 0o755 });
    const { code, err } = await run([file]);
    assert.equal(code, 1);
    assert.match(err, /^keyrail: .*broken could not be started: .*\n$/);
  });

  it('asks about a link by its own name', async () => {
    const link = path.join(folder.path, 'tool');
    symlinkSync(node, link);
    await run([link, '-e', '0']);
    assert.equal(asked[0]?.start.program, link);
  });

  it('passes on what the window says against it, and starts nothing', async () => {
    window.dispose();
    window = await listen(async () => refused('It was not allowed. Nothing was started.'));
    const { code, out, err } = await run([node, '-e', 'console.log("started")']);
    assert.deepEqual(
      [code, out, err],
      [1, '', 'keyrail: It was not allowed. Nothing was started.\n'],
    );
  });

  it('says what to do where the window is gone, or was closed during the question', async () => {
    const env = terminalOf(window);
    window.dispose();
    const gone = await keyrail(['run', node, '-v'], env).ended;
    assert.equal(gone.code, 1);
    assert.match(gone.err, /was closed or reloaded.* Open a new terminal\.\n$/);
    window = await listen(() => {
      window.dispose();
      return new Promise(() => undefined);
    });
    const closed = await run([node, '-v']);
    assert.deepEqual([closed.code, closed.out], [1, '']);
    assert.match(closed.err, /gave no answer: it was closed meanwhile\. Nothing was started\./);
  });

  it('says in what outlived its terminal that a new one in it does not help', async () => {
    const env = terminalOf(window);
    window.dispose();
    for (const [name, variable] of [
      ['tmux', 'TMUX'],
      ['screen', 'STY'],
    ] as const) {
      const { code, err } = await keyrail(['ls'], { ...env, [variable]: '/tmp/x,1,0' }).ended;
      assert.equal(code, 1);
      assert.match(err, new RegExp(`in which this ${name} was started was closed or reloaded`));
      assert.match(err, /Use a new terminal outside of it, or end it and start it there\.\n$/);
    }
  });

  it('asks nobody where others could listen, and sends nothing there', async function () {
    const at = path.dirname(window.address);
    assert.equal(lstatSync(at).mode & 0o777, 0o700);
    assert.equal(lstatSync(window.address).mode & 0o777, 0o600);
    for (const mode of [0o755, 0o701, 0o770]) {
      chmodSync(at, mode);
      assert.match((await run([node, '-v'])).err, /is not yours alone/);
    }
    chmodSync(at, 0o700);
    if (process.getuid?.() === 0) {
      chownSync(at, 65534, 65534);
      assert.match((await run([node, '-v'])).err, /is not yours alone/);
      chownSync(at, 0, 0);
      chownSync(window.address, 65534, 65534);
      assert.match((await run([node, '-v'])).err, /is not yours alone/);
    }
    const link = path.join(folder.path, 'link');
    symlinkSync(at, link);
    const env = { ...terminalOf(window), [addressVariable]: `${link}/s` };
    assert.match((await keyrail(['run', node, '-v'], env).ended).err, /is not yours alone/);
    const unseen = { ...terminalOf(window), [addressVariable]: `/${'x'.repeat(300)}/s` };
    assert.match((await keyrail(['run', node, '-v'], unseen).ended).err, /is not yours alone/);
    assert.deepEqual(asked, []);
  });

  it('says how it is called', async () => {
    for (const words of [[], ['--help'], ['run', '--help'], ['run', '-h']]) {
      const { code, out } = await keyrail(words, terminalOf(window)).ended;
      assert.equal(code, 0);
      assert.match(out, /^keyrail run \[--key NAME\] \[--as VARIABLE\] -- PROGRAM/);
    }
    const { err } = await keyrail(['start', 'x'], terminalOf(window)).ended;
    assert.match(err, /“keyrail start x” is no command .* There are keyrail run, keyrail ls/);
    assert.match(
      (await run(['--name', 'x'])).err,
      /no option of keyrail run\. There are --key, --as/,
    );
    assert.match(
      (await run(['--'])).err,
      /Say which program to start, such as: keyrail run -- npm/,
    );
    assert.deepEqual(asked, []);
  });

  it('prints no value, whatever it is asked', async () => {
    for (const words of [['get', 'KEY'], ['print'], ['show', 'first run'], ['env']]) {
      const { code, out, err } = await keyrail(words, terminalOf(window)).ended;
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /^keyrail: Keyrail prints no value\./);
    }
    for (const words of [['ls', 'x'], ['run'], ['run', '--as'], ['run', '--value', 'x'], ['x']]) {
      assert.equal((await keyrail(words, terminalOf(window)).ended).code, 1);
    }
    assert.deepEqual(asked, []);
  });

  it('is made a program again where it lost that', async () => {
    const parts = { node, script, words: undefined };
    const file = writeCommandFile(folder.path, parts);
    chmodSync(file, 0o600);
    writeCommandFile(folder.path, parts);
    assert.match(await sh(file, ['--help'], { env: terminalOf(window) }), /keyrail run/);
  });

  it('is no longer there for what Node is told by the terminal; the program is', async () => {
    const bin = path.join(folder.path, "it's here");
    const file = writeCommandFile(bin, { node, script, words: undefined });
    const env = { ...terminalOf(window), NODE_OPTIONS: '--require=./not-there.cjs' };
    const print = 'printf "%s|%s" "$NODE_OPTIONS" "${ELECTRON_RUN_AS_NODE-unset}"';
    const stdout = await sh(file, ['run', '--', '/bin/sh', '-c', print], { env });
    assert.equal(stdout, '--require=./not-there.cjs|unset');
  });
});
