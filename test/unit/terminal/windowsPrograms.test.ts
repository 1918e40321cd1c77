import assert from 'node:assert/strict';
import path from 'node:path';
import { systemProgram } from '../../../src/domain/systemProgram.ts';
import { forWindows } from '../../../src/terminal/channel/windowsCommand.ts';
import { programPaths } from '../../../src/terminal/command/findProgram.ts';
import { scriptLine } from '../../../src/terminal/command/scriptLine.ts';
import { terminalStart } from '../../../src/terminal/command/terminalStart.ts';

const here = String.raw`C:\shop`;
const paths = (name: string, env: NodeJS.ProcessEnv) => programPaths(name, env, here, true);

describe('programs of Windows', () => {
  it('are looked for by the endings that can be started, as PATHEXT orders them', () => {
    const env = { Path: 'C:\\tools', PATHEXT: '.JS;.CMD;.EXE;;.MSC' };
    assert.deepEqual(paths('npm', env), ['C:\\tools\\npm.CMD', 'C:\\tools\\npm.EXE']);
    assert.deepEqual(paths('npm.cmd', env), ['C:\\tools\\npm.cmd']);
    assert.deepEqual(paths('python3.12', { PATH: 'C:\\tools' }), [
      'C:\\tools\\python3.12.COM',
      'C:\\tools\\python3.12.EXE',
      'C:\\tools\\python3.12.BAT',
      'C:\\tools\\python3.12.CMD',
    ]);
  });

  it('are never looked for in the current folder, nor in what means something there', () => {
    const PATH = [';.', 'bin', '..\\tools', '\\tools', 'C:tools', ''].join(';');
    assert.deepEqual(paths('node.exe', { PATH }), []);
    assert.deepEqual(paths('node.exe', { PATH: `${PATH};"C:\\Program Files\\nodejs"` }), [
      'C:\\Program Files\\nodejs\\node.exe',
    ]);
    assert.deepEqual(paths('node.exe', { PATH: '\\\\server\\tools;C:/bin' }), [
      '\\\\server\\tools\\node.exe',
      'C:\\bin\\node.exe',
    ]);
  });

  it('that are named by a path are found from the current folder', () => {
    const found = [String.raw`.\run.cmd`, './run.cmd', String.raw`D:\x\run.cmd`, 'C:run.cmd'];
    assert.deepEqual(
      found.map((name) => paths(name, { PATH: 'C:\\tools' })),
      [['C:\\shop\\run.cmd'], ['C:\\shop\\run.cmd'], ['D:\\x\\run.cmd'], ['C:\\shop\\run.cmd']],
    );
  });

  it('are found elsewhere as a shell finds them', () => {
    assert.deepEqual(programPaths('npm', { PATH: '/usr/bin:' }, '/shop', false), [
      '/usr/bin/npm',
      '/shop/npm',
    ]);
  });

  it('that are scripts get each argument as it is, or the reason why not', () => {
    const npm = String.raw`C:\Program Files\nodejs\npm.cmd`;
    const line = scriptLine(npm, ['run', 'a b', String.raw`C:\dir\\`, '']);
    assert.equal(line.program, systemProgram('cmd.exe'));
    assert.deepEqual(line.arguments.slice(0, 4), ['/d', '/v:off', '/s', '/c']);
    assert.equal(
      line.arguments[4],
      String.raw`""C:\Program Files\nodejs\npm.cmd" "run" "a b" "C:\dir\\\\" """`,
    );
    for (const bad of ['a"b', '%PATH%', '!x!', 'a&b', 'a|b', 'a>b', 'a^b', 'a\nb'])
      assert.throws(() => scriptLine(npm, [bad]), /Windows cannot pass/, bad);
    assert.throws(() => scriptLine(String.raw`C:\50%OS%\x.cmd`, []), /Windows cannot pass/);
  });

  it('of the system are called by their paths', () => {
    assert.equal(
      systemProgram('taskkill.exe', { SystemRoot: 'D:\\WINNT' }),
      'D:\\WINNT\\System32\\taskkill.exe',
    );
  });
});

describe('a terminal whose shell has a key', () => {
  const shell = { program: String.raw`C:\Program Files\PowerShell\7\pwsh.exe`, args: ['-l'] };
  it('is told to cmd on Windows with each word in quotes', () => {
    const command = String.raw`C:\Users\Jörg Öz\(a)\bin\keyrail.cmd`;
    assert.deepEqual(terminalStart(command, shell, true), {
      shellPath: systemProgram('cmd.exe'),
      shellArgs: `/d /v:off /s /c ""${command}" "run" "--" "${shell.program}" "-l""`,
    });
  });

  it('is refused there with the reason where cmd would read a path as more than that', () => {
    const command = String.raw`C:\Users\R&D\bin\keyrail.cmd`;
    assert.throws(() => terminalStart(command, shell, true), /Windows cannot pass “C:.Users.R&D/);
  });

  it('is the command itself elsewhere', () => {
    assert.deepEqual(terminalStart('/bin/keyrail', { program: '/bin/zsh', args: ['-l'] }, false), {
      shellPath: '/bin/keyrail',
      shellArgs: ['run', '--', '/bin/zsh', '-l'],
    });
  });
});

describe('the command for cmd and PowerShell', () => {
  const home = String.raw`C:\Users\Jörg Öz`;
  const folder = String.raw`${home}\AppData\Roaming\Code\User\globalStorage\keyrail.keyrail\bin`;
  const parts = {
    node: String.raw`${home}\AppData\Local\Programs\Microsoft VS Code\Code.exe`,
    script: String.raw`${home}\.vscode\extensions\keyrail.keyrail-1.0.0\dist\command.cjs`,
    words: String.raw`${home}\.vscode\extensions\keyrail.keyrail-1.0.0\l10n\bundle.l10n.de.json`,
  };

  it('holds nothing that a code page could change', () => {
    const text = forWindows(folder, parts);
    assert.match(text, /^[\x20-\x7e\r\n]+$/);
    for (const file of Object.values(parts)) {
      const said = `%KEYRAIL_HERE%${path.win32.relative(folder, file)}`;
      assert.ok(text.includes(said), said);
    }
    assert.ok(text.split('\r\n').every((line) => !line.includes('\n')));
  });

  it('names what lies on another drive as it is, and doubles what cmd would replace', () => {
    const text = forWindows(folder, { ...parts, node: String.raw`D:\50% off\Code.exe` });
    assert.ok(text.includes(String.raw`@"D:\50%% off\Code.exe" "%KEYRAIL_HERE%`));
  });
});
