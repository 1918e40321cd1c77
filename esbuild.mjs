import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';

/**
 * Builds what VS Code loads: the extension host's bundle (ES modules, split so that axios, zod,
 * SQLite and the pages' hosts load at first use) and one script a webview page.
 *
 *   node esbuild.mjs [--watch]
 */
const watch = process.argv.includes('--watch');

/** CommonJS parts inside axios ask for `require`, which an ES module does not have. */
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

const pages = readdirSync('webview').filter((name) => /^(checklist|playground)\.ts$/.test(name));

const bundles = [
  {
    name: 'host',
    options: {
      ...shared,
      entryPoints: ['src/extension.ts'],
      outdir: 'dist',
      chunkNames: 'chunks/[name]-[hash]',
      format: 'esm',
      splitting: true,
      platform: 'node',
      target: 'node22',
      external: ['vscode', 'node:sqlite'],
      banner: { js: requireForCommonJs },
    },
  },
  {
    name: 'pages',
    options: {
      ...shared,
      entryPoints: pages.map((name) => `webview/${name}`),
      outdir: 'dist/webview',
      format: 'esm',
      splitting: true,
      platform: 'browser',
      target: 'es2022',
    },
  },
];

rmSync('dist', { recursive: true, force: true });
mkdirSync('out/meta', { recursive: true });
for (const { name, options } of bundles) {
  if (options.entryPoints.length === 0) continue;
  const build = await context(options);
  const { metafile } = await build.rebuild();
  writeFileSync(`out/meta/${name}.json`, JSON.stringify(metafile));
  if (watch) await build.watch();
  else await build.dispose();
}
if (watch) console.log('Watching src/ and webview/.');
