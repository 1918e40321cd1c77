// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end without a shell and answers with its standard output.
 * Throws with the command line and the last lines it wrote when it fails; the error's `output` has all
 * of them.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function sh(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    // npm is a .cmd file on Windows, and Node starts those only through a shell.
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, {
      ...options,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let all = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      out += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => (all += chunk.toString()));
    child.once('error', (error) => {
      reject(new Error(`Could not start “${program}”: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(out);
      const tail = all.trim().split('\n').slice(-20).join('\n');
      const line = [program, ...args].join(' ');
      const message = `“${line}” ended with ${String(signal ?? code)}:\n${tail}`;
      reject(Object.assign(new Error(message), { output: all }));
    });
  });
}
