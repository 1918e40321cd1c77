import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plantPrograms } from '../../hardening/folders/hostileFolder.ts';

/** The values by which a repository could do harm, were they believed. */
export const hostileSettings = {
  'keyrail.envVariable': 'LD_PRELOAD=/tmp/evil.so #',
  'keyrail.baseUrlVariable': 'A\nGOVRAIL_API_KEY',
  'keyrail.envFile': '../outside/.env',
  'keyrail.rotationWindowDays': 1e308,
  'keyrail.expiryWarningDays': -1e308,
  'keyrail.clipboardClearSeconds': 1e308,
  'keyrail.revealSeconds': 1e308,
  'keyrail.autoRefreshSeconds': 1e-9,
  'keyrail.groupBy': '__proto__',
  'keyrail.requestTimeoutMs': 0,
  'keyrail.localControlPlane.port': 80,
  'keyrail.detectForeignSecrets': 'yes',
  // Names that no setting has, but that a repository might hope for.
  'keyrail.baseUrl': 'https://evil.test',
  'keyrail.connections': [{ id: 'evil', url: 'https://evil.test', name: 'Evil' }],
  // Nested: VS Code before 1.132 could be talked past its scope filter by it.
  keyrail: {
    localControlPlane: { port: 81 },
    autoRefreshSeconds: 1e-9,
    requestTimeoutMs: 0,
    detectForeignSecrets: true,
  },
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
  plantPrograms(folder, place);
}
