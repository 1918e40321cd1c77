// @ts-check
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { progress } from './progress.mjs';
import { sh } from './sh.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

/**
 * Whether everything that the lock file names is what npm noted as installed. npm's own note
 * (`node_modules/.package-lock.json`) is compared instead of a stamp of ours, so that an
 * `npm install` by hand counts too, and an interrupted one does not.
 *
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export function isCurrent(wanted, installed) {
  return Object.entries(wanted.packages).every(([where, locked]) => {
    if (where === '' || locked.link) return true;
    const found = installed.packages[where];
    // Optional packages are for other platforms, mostly.
    if (!found) return locked.optional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/** @param {string} root */
export function nodeOf(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(root, 'node_modules', 'node', 'bin', name);
}

/**
 * Makes sure that `node_modules` is what the lock file says, with the Node.js 24 that comes as a
 * package; answers with that Node's path.
 *
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function ensureDependencies(root) {
  const node = nodeOf(root);
  if (!(await dependenciesAreCurrent(root))) {
    await progress('Installing dependencies', () => install(root));
  }
  if (!existsSync(node)) {
    // An npm that runs no install scripts leaves the package without its program.
    await progress('Installing Node.js 24', () =>
      sh(process.execPath, ['installArchSpecificPackage.js'], {
        cwd: path.join(root, 'node_modules', 'node'),
        env: { ...process.env, npm_config_global: 'false' },
      }),
    );
  }
  if (!existsSync(node)) throw new Error(`Node.js 24 did not arrive at ${node}.`);
  return node;
}

/** @param {string} root */
async function install(root) {
  // Said here, because `npm test --silent` hands its silence down and the reason would be lost.
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await sh('npm', ['ci', ...flags], { cwd: root }).catch(
    (/** @type {Error & { output?: string }} */ error) => {
      // A registry without some platform's optional packages makes npm call the lock file incomplete;
      // `npm install` takes the same locked versions and leaves those out.
      if (!error.output?.includes('EUSAGE')) throw error;
      return sh('npm', ['install', '--no-save', ...flags], { cwd: root });
    },
  );
}

/** @param {string} root */
async function dependenciesAreCurrent(root) {
  const note = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  return isCurrent(
    JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')),
    JSON.parse(await readFile(note, 'utf8')),
  );
}
