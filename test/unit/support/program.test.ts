import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startProgram } from '../../support/program.ts';

const node = (source: string) => startProgram(process.execPath, ['-e', source]);

/** Whether a process with this id is there. */
const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a program that we started', () => {
  it('is waited for until it says something', async () => {
    const program = await node('setInterval(() => console.log("port", 42), 50)');
    const [, port] = await program.says(/port (\d+)/, 10_000);
    assert.equal(port, '42');
    await program.dispose();
  });

  it('is reported with its words when it ends before it says that', async () => {
    const program = await node('console.error("no such thing"); process.exit(3)');
    await assert.rejects(program.says(/port/, 10_000), /ended \(3\)[^]*no such thing/);
    assert.equal(await program.ended, 3);
    await program.dispose();
  });

  it('is ended together with what it started, even if it does not want to', async () => {
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';
    const program = await node(
      `${stubborn}
       const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}]);
       console.log('child', child.pid);`,
    );
    const [, child] = await program.says(/child (\d+)/, 10_000);
    await program.dispose();
    await program.dispose();
    // Windows ends a program whether it wants to or not.
    assert.equal(await program.ended, process.platform === 'win32' ? 1 : 'SIGKILL');
    for (let waited = 0; lives(Number(child)) && waited < 5000; waited += 50) await pause(50);
    assert.equal(lives(Number(child)), false);
  });
});
