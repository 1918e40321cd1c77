// @ts-check
import { spawn } from 'node:child_process';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { provision } from './provision.mjs';

/**
 * Provides what is needed and goes on in a TypeScript file, run by the Node.js that was provided,
 * with this process' arguments. Ends as that one ends.
 *
 * @param {string} file in this folder
 * @param {{ chromium: boolean }} needs
 */
export async function handOver(file, needs) {
  const started = Date.now();
  let node;
  try {
    ({ node } = await provision(needs));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // The place where the result is looked for must not be empty when nothing could run.
    if (file === 'runSuites.ts') console.log('0 passed, 1 failed');
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [path.join(import.meta.dirname, file), ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, KEYRAIL_PROVISION_MS: String(Date.now() - started) },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // A terminal signals both processes, a supervisor only this one.
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    // npm that is ended by a signal ends the shell between us, and leaves us behind.
    if (process.env['npm_lifecycle_event'] && process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  child.on('exit', (code) => {
    clearInterval(watch);
    process.exitCode = code ?? 1;
  });
}
