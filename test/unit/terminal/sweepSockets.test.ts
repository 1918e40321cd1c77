import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { listen } from '../../../src/terminal/channel/listen.ts';
import { makeSocketPlace, usualBase } from '../../../src/terminal/channel/socketFolder.ts';
import { sweepSockets } from '../../../src/terminal/channel/sweepSockets.ts';
import { temporaryFolder } from '../../support/owned.ts';

const rows = async () => ({ kind: 'rows' as const, rows: [] });

describe('the sockets of windows', function () {
  if (process.platform === 'win32') return;
  let base: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => (base = await temporaryFolder('so')));
  afterEach(() => {
    base.dispose();
  });

  /** As a window that was killed leaves it. */
  async function killed(): Promise<string> {
    const folder = path.join(base.path, 'keyrail-aB3dE6');
    mkdirSync(folder, { mode: 0o700 });
    const program = 'require("net").createServer().listen(process.argv[1], () => console.log(1))';
    const child = spawn(process.execPath, ['-e', program, path.join(folder, 's')]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    return folder;
  }

  it('are taken away where the window was killed', async () => {
    const left = await killed();
    assert.deepEqual(readdirSync(left), ['s']);
    await sweepSockets(base.path);
    assert.ok(existsSync(left), 'It may be one that starts at this moment.');
    await sweepSockets(base.path, 0);
    assert.deepEqual(readdirSync(base.path), []);
  });

  it('stay where a window listens, and so does everything that is none', async () => {
    const window = await listen(rows, makeSocketPlace(base.path));
    const other = createServer().listen(path.join(base.path, 'keyrail-socket'));
    await once(other, 'listening');
    const full = await killed();
    writeFileSync(path.join(full, 'more'), '');
    mkdirSync(path.join(base.path, 'keyrail-others'));
    writeFileSync(path.join(base.path, 'keyrail-others', 's'), 'no socket');
    const before = readdirSync(base.path, { recursive: true }).sort();
    await sweepSockets(base.path, 0);
    assert.deepEqual(readdirSync(base.path, { recursive: true }).sort(), before);
    window.dispose();
    other.close();
  });

  it('have a name that the system takes, however long its folder’s is', async () => {
    const deep = path.join(base.path, 'long'.repeat(30));
    mkdirSync(deep);
    const { env } = process;
    // Another object, as a variable that was not set would else be set to a text.
    process.env = { ...env, XDG_RUNTIME_DIR: deep, TMPDIR: deep };
    try {
      assert.equal(usualBase(), '/tmp');
      (await listen(rows)).dispose();
    } finally {
      process.env = env;
    }
  });
});
