import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';

/**
 * Builds what VS Code loads: the extension host's bundle (ES modules, split so that axios, zod,
 * SQLite and the pages' hosts load at first use) and one script a webview page.
 *
 *   node esbuild.mjs [--watch]
 */
const watch = process.argv.includes('--watch');

/**
 * CommonJS parts inside axios ask for `require`, which an ES module does not have. Given to the files
 * that ask, not to all: there are more than a hundred.
 *
 * @type {import('esbuild').Plugin}
 */
const giveRequire = {
  name: 'give-require',
  setup(build) {
    const line =
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    build.onEnd(({ metafile }) => {
      for (const file of Object.keys(metafile?.outputs ?? {})) {
        if (!file.endsWith('.js')) continue;
        const code = readFileSync(file, 'utf8');
        if (code.includes('typeof require')) writeFileSync(file, `${line}\n${code}`);
      }
    });
  },
};

/**
 * VS Code answers an `import` of its API with a module that it writes into a `data:` URL, which Node
 * decodes and compiles anew for every extension: milliseconds at start. A `require` is a look into a
 * table. It is made once, in the file of the start, which every other file has.
 *
 * @type {import('esbuild').Plugin}
 */
const requireVscode = {
  name: 'require-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'require-call'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'editor' },
    );
    build.onLoad({ filter: /./, namespace: 'editor' }, () => {
      const names = new Set(globSync('src/**/*.ts').flatMap(namesOfVscode));
      return { contents: `export const { ${[...names].join(', ')} } = require('vscode');` };
    });
  },
};

/** The parts of VS Code's API that a file imports as values. */
function namesOfVscode(file) {
  const [, list = ''] =
    /^import \{([^}]*)\} from 'vscode';$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const names = list.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.replace(/ as .*/, ''));
}

/**
 * What parts of axios ask for and Keyrail never uses, by package name. `form-data` brings a table of
 * all MIME types (137 kB) where Node has a FormData of its own, and `debug` prints request headers,
 * so credentials too, when an environment variable says so. Axios' own files stay as they are, but for
 * the ways to send that are never taken: a hollowed library is one that nobody else has tested.
 */
const substitutes = {
  'form-data': 'export default globalThis.FormData;',
  // Redirects are never followed (client/overHttp), so axios takes Node's own modules instead.
  'follow-redirects': 'export default {};',
  // Proxies are VS Code's (client/overHttp passes `proxy: false`): axios' own are never asked.
  'https-proxy-agent': 'export default class {}',
  'proxy-from-env': "export const getProxyForUrl = () => '';",
  // Other ways to send than over Node's sockets (client/overHttp) or in process (client/inProcess).
  './xhr.js': 'export default false;',
  './fetch.js': 'export const getFetch = () => false;',
  debug: 'module.exports = () => Object.assign(() => undefined, { enabled: false });',
};

/** @type {import('esbuild').Plugin} */
const substitute = {
  name: 'substitute',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, importer }) => {
      if (!Object.hasOwn(substitutes, path)) return undefined;
      // A relative path is axios' own only where axios asks for it.
      if (path.startsWith('.') && !/[\\/]axios[\\/]/.test(importer)) return undefined;
      return { path, namespace: 'substitute', sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: 'substitute' }, ({ path }) => ({
      contents: substitutes[path],
    }));
  },
};

/**
 * Lets every part that is loaded later say that the start was loaded before it. esbuild puts what is
 * shared by the same set of parts into one file, so all of the start becomes one: else it is two dozen
 * files, each of which VS Code resolves through its module hooks before anything runs.
 *
 * @type {import('esbuild').Plugin}
 */
const startAsOne = {
  name: 'start-as-one',
  setup(build) {
    const start = path.resolve('src/extension.ts');
    const loadedLater = new Set();
    build.onStart(() => {
      loadedLater.clear();
      for (const file of globSync('src/**/*.ts')) {
        for (const [, to] of readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)) {
          loadedLater.add(path.resolve(path.dirname(file), to));
        }
      }
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      if (!loadedLater.has(file)) return undefined;
      const contents = `import ${JSON.stringify(start)}; ${readFileSync(file, 'utf8')}`;
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Takes out the imports without names that esbuild puts into every part that is loaded later, one for
 * each file that the part could possibly need: twelve kilobytes that say again what the imports with
 * names say. They keep the order in which files are evaluated, and here only the start depends on that.
 *
 * @type {import('esbuild').Plugin}
 */
const dropEmptyImports = {
  name: 'drop-empty-imports',
  setup(build) {
    build.onEnd(({ metafile }) => {
      for (const [file, output] of Object.entries(metafile?.outputs ?? {})) {
        if (watch || !file.startsWith('dist/chunks/')) continue;
        const code = readFileSync(file, 'utf8');
        const lean = code.replace(/\bimport"\.\.?\/[\w./-]+\.js";/g, '');
        if (lean === code) continue;
        writeFileSync(file, lean);
        output.bytes -= code.length - lean.length;
        output.imports = output.imports.filter(({ path: to }) => lean.includes(path.basename(to)));
      }
    });
  },
};

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
      // Each of the parts names a dozen others: four kilobytes for a word before each hash.
      chunkNames: 'chunks/[hash]',
      format: 'esm',
      splitting: true,
      platform: 'node',
      target: 'node22',
      external: ['node:sqlite'],
      // The same functions without the reading of files, which VS Code has already done.
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
      plugins: [requireVscode, substitute, startAsOne, dropEmptyImports, giveRequire],
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
