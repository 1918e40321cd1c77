// @ts-check
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureCode } from './leanCode.mjs';
import { downloads, root } from './root.mjs';

/** The newest VS Code that Keyrail was seen working in, and the oldest one that it supports. */
export const newest = '4.139.1';
export const floor = '4.105.1';

/**
 * @typedef {object} Provision
 * @property {string} node path of Node.js 24
 * @property {import('./leanCode.mjs').LeanCode} code
 * @property {string | undefined} chromium its path, if it was wanted
 */

/**
 * Makes sure that this machine has what tests and `npm start` need, installing what is missing.
 * Needs Node.js 20 or later and npm, and nothing else of this project.
 *
 * @param {{ codeServer?: string | undefined, chromium?: boolean }} [wanted]
 * @returns {Promise<Provision>}
 */
export async function provision(wanted = {}) {
  const node = await ensureDependencies(root);
  const code = await ensureCode(downloads, wanted.codeServer ?? newest, { node24: node });
  const chromium = wanted.chromium === false ? undefined : await ensureChromium();
  return { node, code, chromium };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  try {
    const ready = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
    console.log(`VS Code ${ready.code.vscode} is ready in ${ready.code.home}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
