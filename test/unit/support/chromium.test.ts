import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../support/chromium.mjs';
import { temporaryFolder } from '../../support/owned.ts';

describe('the browser of the tests', () => {
  async function machineWith(...programs: string[]) {
    const machine = await temporaryFolder('browsers');
    for (const program of programs) {
      mkdirSync(path.join(machine.path, path.dirname(program)), { recursive: true });
      writeFileSync(path.join(machine.path, program), '');
    }
    const folders = ['first', 'second'].map((name) => path.join(machine.path, name));
    return { ...machine, env: { PATH: folders.join(path.delimiter) } };
  }

  it('is the one without windows of its own, wherever on the PATH it is', async () => {
    const machine = await machineWith('first/chromium', 'second/chromium-headless-shell');
    const found = findChromium(machine.env);
    machine.dispose();
    assert.equal(found, path.join(machine.path, 'second', 'chromium-headless-shell'));
  });

  it('is the Chrome that is there', async () => {
    const machine = await machineWith('second/google-chrome');
    const found = findChromium(machine.env);
    machine.dispose();
    assert.equal(found, path.join(machine.path, 'second', 'google-chrome'));
  });

  it('is the one that was named, or an error that says that it is not there', async () => {
    const machine = await machineWith('first/chromium', 'second/other');
    const named = path.join(machine.path, 'second', 'other');
    const found = findChromium({ ...machine.env, KEYRAIL_CHROMIUM: named });
    machine.dispose();
    assert.equal(found, named);
    assert.throws(
      () => findChromium({ ...machine.env, KEYRAIL_CHROMIUM: named }),
      /does not exist/,
    );
  });
});
