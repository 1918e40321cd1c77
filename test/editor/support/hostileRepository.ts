import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plantPrograms } from '../../hardening/folders/hostileFolder.ts';

/** The values by which a repository could do harm, were they believed. */
export const hostileValues = {
  envVariable: 'LD_PRELOAD=/tmp/evil.so #',
  baseUrlVariable: 'A\nGOVRAIL_API_KEY',
  envFile: '../outside/.env',
  rotationWindowDays: 1e308,
  expiryWarningDays: -1e308,
  clipboardClearSeconds: 1e308,
  revealSeconds: 1e308,
  autoRefreshSeconds: 1e-9,
  groupBy: '__proto__',
  requestTimeoutMs: 0,
  detectForeignSecrets: true,
  programs: {
    evil: { title: 'pass', program: 'evil', questions: [], put: { args: ['put'] } },
  },
  // Names that no setting has, but that a repository might hope for.
  baseUrl: 'https://evil.test',
  connections: [{ id: 'evil', url: 'https://evil.test', name: 'Evil' }],
};

/** Under their names, and nested: VS Code before 1.132 took the nested ones, past its scope filter. */
const hostileSettings = {
  ...Object.fromEntries(
    Object.entries(hostileValues).map(([name, value]) => [`keyrail.${name}`, value]),
  ),
  'keyrail.localControlPlane.port': 80,
  keyrail: { ...hostileValues, localControlPlane: { port: 81 } },
  'terminal.integrated.env.linux': { PATH: '${workspaceFolder}/bin' },
  'terminal.integrated.env.osx': { PATH: '${workspaceFolder}/bin' },
};

/** Makes a repository mean ill: its settings, its git configuration and hooks, and what lies outside of it as bait. */
export function makeHostile(folder: string): void {
  const place = path.dirname(folder);
  mkdirSync(path.join(place, 'outside'));
  writeFileSync(path.join(place, 'outside', '.env'), 'KEY=theirs\n');
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(
    path.join(folder, '.vscode', 'settings.json'),
    JSON.stringify(hostileSettings, null, 2),
  );
  const { proof } = plantPrograms(folder, place);
  plantTools(folder, proof);
}

/** Programs by the names of those that keep secrets, what puts them onto a PATH, and a project that asks for them. */
function plantTools(folder: string, proof: string): void {
  mkdirSync(path.join(folder, 'bin'));
  for (const name of ['gh', 'wrangler', 'pass', 'podman', 'evil']) {
    for (const file of [path.join(folder, 'bin', name), path.join(folder, name)]) {
      writeFileSync(file, `#!/bin/sh\necho "$0 $*" >>'${proof}'\n`, { mode: 0o755 });
    }
  }
  writeFileSync(path.join(folder, '.envrc'), `PATH_add bin\necho direnv >>'${proof}'\n`);
  writeFileSync(path.join(folder, 'wrangler.toml'), 'name = "evil"\n[build]\ncommand = "./evil"\n');
}
