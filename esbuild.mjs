import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';

/**
 * Builds what VS Code loads: the extension host's bundle, the start and, apart, what each `import()`
 * in `src` loads at first use; the same for where there is only a browser; and a script a webview page.
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
  logLevel: 'warning',
};

/** Sentences by the bundle that VS Code has read; `browser.js` is the package without its reading of files. */
const translated = {
  '@vscode/l10n': './src/translate.ts',
  '@vscode/l10n/dist/main.js': '@vscode/l10n/dist/browser.js',
};

/** The command is one file in a format that knows no parts: what it loads later is a bundle of its own. */
const besideTheCommand = {
  name: 'beside-the-command',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/mcp\/onUse\.ts$/ }, () => ({ path: './mcp.mjs', external: true }));
  },
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
      // One dash or ellipsis as it is, and V8 keeps the whole file in two bytes a character.
      charset: 'ascii',
      platform: 'node',
      target: 'node22',
      external: ['vscode', 'node:sqlite'],
      alias: {
        ...translated,
        // What axios and secretlint bring and nobody here uses; each file says why it is not missed.
        'form-data': './packaging/without/formData.mjs',
        debug: './packaging/without/debug.mjs',
        'follow-redirects': './packaging/without/redirects.mjs',
        'https-proxy-agent': './packaging/without/proxies.mjs',
        'proxy-from-env': './packaging/without/proxies.mjs',
      },
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
      alias: translated,
    },
  },
  {
    // The command of terminals: one file, which the editor's own Node runs and that starts at once.
    name: 'command',
    options: {
      ...shared,
      entryPoints: ['src/terminal/command/main.ts'],
      outfile: 'dist/command.cjs',
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
      plugins: [besideTheCommand],
    },
  },
  {
    // What `keyrail mcp` loads besides, and no other command: the SDK is larger than all of them.
    name: 'mcp',
    options: {
      ...shared,
      entryPoints: ['src/terminal/mcp/onUse.ts'],
      outfile: 'dist/mcp.mjs',
      format: 'esm',
      platform: 'node',
      target: 'node22',
      alias: {
        ajv: './packaging/without/ajv.mjs',
        'ajv-formats': './packaging/without/ajv.mjs',
      },
    },
  },
  {
    // The second thread of a search through many files.
    name: 'searchThread',
    options: {
      ...shared,
      entryPoints: ['src/dotenv/searchThread.ts'],
      outfile: 'dist/searchThread.mjs',
      format: 'esm',
      charset: 'ascii',
      platform: 'node',
      target: 'node22',
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
      // Dots, dashes and quotation marks as they are: escaped they take twice the bytes.
      charset: 'utf8',
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
