import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  readCommandLine,
  shownLine,
  startProcess,
} from '../../../src/editor/references/commandLine.ts';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';

const print = 'process.stdout.write(JSON.stringify([process.argv.slice(1), process.env.KEY]))';
const odd = [
  'a & touch PROOF',
  '; touch PROOF',
  '$(touch PROOF)',
  '`touch PROOF`',
  '| touch PROOF',
  '> PROOF',
  'two\nlines\ntouch PROOF',
  '"',
  "'",
  '\\',
  '%PATH% ^& !x!',
  '$HOME',
  '*',
  '',
  ' ',
];

describe('the process of a task of type keyrail', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'task-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const run = async (definition: object) => {
    const line = readCommandLine({ type: 'keyrail', ...definition });
    const child = startProcess(line, { cwd: folder, env: { KEY: 'its value' } });
    assert.ok(child.stdout);
    const said = await text(child.stdout);
    return said;
  };

  it('is given each argument as it is, and no shell reads one', async () => {
    const said = await run({ command: process.execPath, args: ['-e', print, '--', ...odd] });
    assert.deepEqual(JSON.parse(said), [odd, 'its value']);
    assert.equal(existsSync(path.join(folder, 'PROOF')), false);
  });

  it('is started without a shell also where there is no argument in the list', async () => {
    const line = readCommandLine({ type: 'keyrail', command: 'node --version', args: [] });
    if (process.platform === 'win32') {
      assert.throws(
        () => startProcess(line, { cwd: folder, env: {} }),
        /no program “node --version”/,
      );
      return;
    }
    const child = startProcess(line, { cwd: folder, env: {} });
    const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ENOENT');
  });

  it('gets no key that this editor itself has in its environment', async () => {
    const given = madeUpSecret(3);
    const listed = 'process.stdout.write(JSON.stringify([process.env.OTHER, process.env.KEY]))';
    process.env['OTHER'] = given;
    try {
      const said = await run({ command: process.execPath, args: ['-e', listed] });
      assert.deepEqual(JSON.parse(said), [null, 'its value']);
    } finally {
      delete process.env['OTHER'];
    }
  });

  it('is a line of the shell where its author wrote one', async () => {
    const said = await run({ command: `"${process.execPath}" --version && echo second` });
    assert.match(said, /^v\d+\.[^]*second/);
  });

  it('refuses arguments that are no texts', () => {
    for (const args of ['a & b', [{}], [['x']], [null]]) {
      assert.throws(() => readCommandLine({ command: 'node', args }), /"args"/);
    }
    assert.throws(() => readCommandLine({ args: ['x'] }), /names no command/);
    assert.deepEqual(
      readCommandLine({ command: 'a', args: [{ value: 'b c', quoting: 'weak' }, 1] }).args,
      ['b c', '1'],
    );
  });

  it('is shown on one line', () => {
    const line = readCommandLine({ command: 'node', args: ['app.mjs', 'a\nb & c', '\u001b[2J'] });
    assert.equal(shownLine(line), 'node app.mjs "a\\nb & c" "\\u001b[2J"');
    const spaced = readCommandLine({ command: '/my tools/node -r', args: ['x'] });
    assert.equal(shownLine(spaced), '"/my tools/node -r" x');
    // A file may be called like a command line.
    const alone = readCommandLine({ command: '/bin/npm start', args: [] });
    assert.equal(shownLine(alone), '"/bin/npm start"');
    const quoted = readCommandLine({ command: '/bin/a" b"', args: ['x'] });
    assert.equal(shownLine(quoted), String.raw`"/bin/a\" b\"" x`);
    assert.equal(shownLine(readCommandLine({ command: 'npm start && x' })), 'npm start && x');
  });
});
