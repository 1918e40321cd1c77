import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../support/root.mjs';

/** Puts the extension of `test/journeys/neighbour` beside Keyrail. */
export async function installNeighbour(extensions: string): Promise<void> {
  const folder = path.join(extensions, 'keyrail-test.neighbour');
  mkdirSync(folder, { recursive: true });
  const command = (name: string, title: string) => ({
    command: `neighbour.${name}`,
    title,
    category: 'Neighbour',
  });
  const manifest = {
    name: 'neighbour',
    displayName: 'Neighbour',
    publisher: 'keyrail-test',
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    main: './extension.cjs',
    extensionKind: ['workspace'],
    activationEvents: ['*', 'onFileSystem:memfs'],
    contributes: {
      commands: [command('file', 'Open its file'), command('race', 'Take part in a race')],
    },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await build({
    entryPoints: [path.join(root, 'test', 'journeys', 'neighbour', 'extension.ts')],
    outfile: path.join(folder, 'extension.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
}
