// @ts-check
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureDependencies } from '../test/support/dependencies.mjs';
import { root } from '../test/support/root.mjs';

/*
 * `npm run package [-- --out FILE]`: the extension as one VSIX. Installs what is missing first, so it
 * also works in a new clone with nothing but Node.js 20 and npm.
 */
try {
  const node = await ensureDependencies(root);
  const file = path.join(import.meta.dirname, 'main.ts');
  const { status } = spawnSync(node, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
