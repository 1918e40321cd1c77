// @ts-check
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptExtension, modulesToInstall } from './leanRecipe.mjs';
import { progress } from './progress.mjs';
import { sh } from './sh.mjs';

/** Raised when the recipe changes, so that what an older one built is built again. */
const recipe = 4;
const shims = path.join(path.dirname(fileURLToPath(import.meta.url)), 'shims');

/**
 * @typedef {object} LeanCode A VS Code server ready to be started.
 * @property {string} home the folder that holds `out/server-main.js`
 * @property {string} node the Node.js of the major version that this VS Code is made for
 * @property {string} vscode e.g. `1.139.1`
 */

/**
 * Makes sure that the VS Code inside the npm package `code-server` is in
 * `<downloads>/code-server-<version>`, without what needs a compiler. Built aside and moved into
 * place in one step, so that an interrupted build is never taken for a finished one.
 *
 * @param {string} downloads
 * @param {string} version of code-server, e.g. `4.139.1`
 * @param {{ node24: string }} have Node 24, which the newest VS Code is run with
 * @returns {Promise<LeanCode>}
 */
export async function ensureCode(downloads, version, have) {
  const home = path.join(downloads, `code-server-${version}`);
  const found = await complete(home);
  if (found) return describe(home, found, have);
  return progress(`Preparing VS Code (code-server ${version})`, async () => {
    await mkdir(downloads, { recursive: true });
    const aside = await mkdtemp(path.join(downloads, '.building-'));
    try {
      const built = await build(aside, version);
      await rm(path.join(home, 'keyrail.json'), { force: true });
      await rm(home, { recursive: true, force: true });
      await rename(built.folder, home).catch(async (/** @type {unknown} */ error) => {
        // Another process was faster; what it built is as good.
        if (!(await complete(home))) throw error;
      });
      return describe(home, built.stamp, have);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  });
}

/** @typedef {{ recipe: number, vscode: string, node: string }} Stamp */

/**
 * @param {string} home
 * @returns {Promise<Stamp | undefined>}
 */
async function complete(home) {
  const file = path.join(home, 'keyrail.json');
  if (!existsSync(file)) return undefined;
  const stamp = JSON.parse(await readFile(file, 'utf8'));
  return stamp.recipe === recipe ? stamp : undefined;
}

/**
 * @param {string} home
 * @param {Stamp} stamp
 * @param {{ node24: string }} have
 * @returns {LeanCode}
 */
function describe(home, stamp, have) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = path.join(home, 'node', 'node_modules', 'node', 'bin', name);
  return { home, vscode: stamp.vscode, node: stamp.node === '24' ? have.node24 : own };
}

/**
 * @param {string} aside an empty folder
 * @param {string} version
 */
async function build(aside, version) {
  await sh('npm', ['pack', `code-server@${version}`, '--pack-destination', aside, '--silent'], {
    cwd: aside,
  });
  const archive = path.join(aside, `code-server-${version}.tgz`);
  const wanted = ['package/lib/vscode', 'package/package.json'];
  await sh('tar', ['-xzf', archive, '-C', aside, '--exclude=*.map', ...wanted]);
  const folder = path.join(aside, 'package', 'lib', 'vscode');
  const outer = JSON.parse(await readFile(path.join(aside, 'package', 'package.json'), 'utf8'));
  const inner = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const node = String(outer.engines.node);

  await dropExtensions(path.join(folder, 'extensions'));
  const locked = JSON.parse(await readFile(path.join(folder, 'npm-shrinkwrap.json'), 'utf8'));
  const modules = path.join(aside, 'modules');
  await install(modules, modulesToInstall(locked), ['--ignore-scripts']);
  await rename(path.join(modules, 'node_modules'), path.join(folder, 'node_modules'));
  await dropBallast(path.join(folder, 'node_modules'));
  await cp(shims, path.join(folder, 'node_modules'), { recursive: true });
  // VS Code's module hooks fit one major version of Node.js: 1.105 hangs on Node 24.
  if (node !== '24') await install(path.join(folder, 'node'), [`node@${node}`], []);

  /** @type {Stamp} */
  const stamp = { recipe, vscode: inner.version, node };
  await writeFile(path.join(folder, 'keyrail.json'), JSON.stringify(stamp));
  return { folder, stamp };
}

/**
 * @param {string} folder
 * @param {readonly string[]} modules `name@version`
 * @param {readonly string[]} flags
 */
async function install(folder, modules, flags) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await sh(
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-package-lock', ...flags, ...modules],
    { cwd: folder },
  );
}

/** @param {string} extensions */
async function dropExtensions(extensions) {
  for (const entry of await readdir(extensions, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = path.join(extensions, entry.name);
    const manifest = path.join(folder, 'package.json');
    const keep =
      existsSync(manifest) &&
      keptExtension(entry.name, JSON.parse(await readFile(manifest, 'utf8')));
    if (!keep) await rm(folder, { recursive: true });
  }
}

/**
 * Some packages bring a program for each of a dozen platforms, and maps of their sources.
 *
 * @param {string} modules
 */
async function dropBallast(modules) {
  const mine = `${process.platform}-${process.arch}`;
  for (const programs of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) {
    const folder = path.join(modules, programs);
    if (!existsSync(folder)) continue;
    for (const platform of await readdir(folder)) {
      if (platform !== mine) await rm(path.join(folder, platform), { recursive: true });
    }
  }
  for (const file of await readdir(modules, { recursive: true })) {
    if (file.endsWith('.map')) await rm(path.join(modules, file));
  }
}
