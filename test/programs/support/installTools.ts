import { existsSync } from 'node:fs';
import path from 'node:path';
import { howToInstall } from '../../support/chromium.mjs';
import { progress } from '../../support/progress.mjs';
import { root } from '../../support/root.mjs';
import { sh } from '../../support/sh.mjs';
import { findProgram } from '../../../src/programs/findProgram.ts';

/** Debian's package of each program that a test wants. */
const packages = {
  gh: 'gh',
  pass: 'pass',
  gpg: 'gnupg',
  gopass: 'gopass',
  'secret-tool': 'libsecret-tools',
  'gnome-keyring-daemon': 'gnome-keyring',
  'dbus-run-session': 'dbus-daemon',
  'keepassxc-cli': 'keepassxc',
  podman: 'podman',
};

/** The newest that runs on Node 20, too. */
const wrangler = 'wrangler@4.86.0';
const folder = path.join(root, 'out', 'tools');

/** What npm starts programs of that folder by. */
export const toolsPath = path.join(folder, 'node_modules', '.bin');

/**
 * Installs Debian's packages of what is missing, where that may be done without a password; and wrangler with the 200 MB
 * that belong to it.
 */
export async function installTools(): Promise<void> {
  await installPackages();
  if (existsSync(path.join(toolsPath, 'wrangler'))) return;
  await tried('Installing wrangler', () =>
    sh('npm', ['install', '--no-save', '--no-package-lock', '--prefix', folder, wrangler]),
  );
}

/** Debian's packages alone. */
export async function installPackages(): Promise<void> {
  const missing = Object.entries(packages).filter(
    ([program]) => findProgram(program, process.env, []) === undefined,
  );
  if (missing.length === 0) return;
  const sudo = await howToInstall();
  if (!sudo) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [program, ...before] = sudo.length === 0 ? ['apt-get'] : [...sudo, 'apt-get'];
  // Another suite may be installing its own.
  const apt = [...before, '-o', 'DPkg::Lock::Timeout=300'];
  await tried('Installing programs that keep secrets', async () => {
    await sh(program, [...apt, 'update'], { env });
    const names = missing.map(([, name]) => name);
    await sh(program, [...apt, 'install', '-y', '--no-install-recommends', ...names], { env });
  });
}

/** What could not be installed is skipped by name; why is said here. */
async function tried(label: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await progress(label, work);
  } catch (error) {
    console.log(`${label}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
