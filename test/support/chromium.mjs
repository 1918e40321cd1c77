// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { progress } from './progress.mjs';
import { sh } from './sh.mjs';

/** The same browser without its own windows: it starts in half the time. */
const shell = 'chromium-headless-shell';

const names = [
  shell,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/**
 * Path of a Chromium or Chrome on this machine: `KEYRAIL_CHROMIUM`, then PATH by what is best for a
 * test, then the places where installers put it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  const named = env['KEYRAIL_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`KEYRAIL_CHROMIUM names ${named}, which does not exist.`);
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...wellKnown(env)].find((file) => existsSync(file));
}

/** @param {NodeJS.ProcessEnv} env */
function wellKnown(env) {
  const home = os.homedir();
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(home, 'Applications')].flatMap((folder) => [
        path.join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
        path.join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      ]);
    case 'win32':
      return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined)
        .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
    default:
      return ['/opt/google/chrome/chrome', '/snap/bin/chromium', ...ofPlaywright(home)];
  }
}

/** @param {string} home */
function ofPlaywright(home) {
  const cache = path.join(home, '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .map((name) => path.join(cache, name, 'chrome-linux', 'chrome'));
}

/**
 * Makes sure that there is a Chromium: where Debian's package manager may be used without asking for
 * a password, it installs the one of the distribution.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const sudo = await howToInstall();
  if (sudo) {
    await progress('Installing Chromium', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const [program = 'apt-get', ...before] = [...sudo, 'apt-get'];
      await sh(program, [...before, 'update'], { env });
      // Half of what Debian recommends beside it is a desktop's. The font is the one that it falls back to.
      const install = [...before, 'install', '-y', '--no-install-recommends', 'fonts-dejavu-core'];
      // Not every release of Debian has the shell alone.
      await sh(program, [...install, shell], { env }).catch(() =>
        sh(program, [...install, 'chromium'], { env }),
      );
    });
  }
  const now = findChromium();
  if (now) return now;
  throw new Error(
    'No Chromium or Google Chrome was found. Install one, or name its executable in KEYRAIL_CHROMIUM.',
  );
}

/**
 * What to put before `apt-get`; `undefined` where this is no Debian or we may not install.
 *
 * @returns {Promise<string[] | undefined>}
 */
export async function howToInstall() {
  const release = '/etc/os-release';
  if (!existsSync(release)) return undefined;
  // Ubuntu's package of that name only points at a snap, which does not run everywhere.
  if (!/^ID=debian$/m.test(await readFile(release, 'utf8'))) return undefined;
  if (process.getuid?.() === 0) return [];
  const maySudo = await sh('sudo', ['-n', 'true']).then(
    () => true,
    () => false,
  );
  return maySudo ? ['sudo', '-n'] : undefined;
}
