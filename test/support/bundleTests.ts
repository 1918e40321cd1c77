import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './root.mjs';

/**
 * Bundles test files for the extension host.
 *
 * @param files absolute paths of `*.test.ts`
 * @param outdir emptied first; must lie in the project, because mocha is found from there
 * @returns path of the entry that exports `run(): Promise<void>`
 */
export async function bundleTests(files: readonly string[], outdir: string): Promise<string> {
  rmSync(outdir, { recursive: true, force: true });
  const imports = files.map((file) => `() => import(${JSON.stringify(file)})`).join(',\n');
  const host = path.join(root, 'test', 'support', 'editorHost.ts');
  await build({
    stdin: {
      contents: `import { runInHost } from ${JSON.stringify(host)};
export const run = () => runInHost([${imports}]);`,
      resolveDir: root,
      sourcefile: 'index.ts',
      loader: 'ts',
    },
    outdir,
    entryNames: 'index',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
