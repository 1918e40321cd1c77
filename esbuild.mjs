import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';
import { byRoom } from './packaging/bundle/rooms.mjs';
import { giveRequire, substitute } from './packaging/bundle/substitutes.mjs';
import { trim } from './packaging/bundle/trim.mjs';
import { requireVscode } from './packaging/bundle/vscodeApi.mjs';

/**
 * Builds what VS Code loads: the extension host's bundle, in rooms that load at first
 * use, and one script a webview page.
 *
 *   node esbuild.mjs [--watch]
 */
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  metafile: true,
  legalComments: 'none',
  // Dots, dashes and quotation marks as they are: escaped they take twice the bytes.
  charset: 'utf8',
  logLevel: 'warning',
};

const bundles = [
  {
    name: 'host',
    options: {
      ...shared,
      entryPoints: ['src/extension.ts'],
      outdir: 'dist',
      chunkNames: '[hash]',
      format: 'esm',
      splitting: true,
      platform: 'node',
      target: 'node22',
      external: ['node:sqlite'],
      // The same functions without the reading of files, which VS Code has already done.
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
      plugins: [requireVscode, substitute, byRoom, trim, giveRequire],
    },
  },
  {
    // Where VS Code has only a browser. The name says that this is no ES module: those it does not take
    // there.
    name: 'web',
    options: {
      ...shared,
      entryPoints: ['src/web/extension.ts'],
      outfile: 'dist/web.cjs',
      format: 'cjs',
      platform: 'browser',
      target: 'es2022',
      external: ['vscode'],
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
    },
  },
  {
    name: 'pages',
    options: {
      ...shared,
      entryPoints: ['checklist', 'playground', 'components'].map((name) => `webview/${name}.ts`),
      outdir: 'dist/webview',
      // The host puts a page's script into its HTML: it has no address from which it could import, and a
      // map beside it would not be found. What is in a file of its own is the toolkit, which comes later.
      format: 'esm',
      sourcemap: watch ? 'inline' : false,
      platform: 'browser',
      target: 'es2022',
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
    },
  },
];

rmSync('dist', { recursive: true, force: true });
mkdirSync('out/meta', { recursive: true });
for (const { name, options } of bundles) {
  const build = await context(options);
  const { metafile } = await build.rebuild();
  writeFileSync(`out/meta/${name}.json`, JSON.stringify(metafile));
  if (watch) await build.watch();
  else await build.dispose();
}
if (watch) console.log('Watching src/ and webview/.');
