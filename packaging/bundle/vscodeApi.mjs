import { globSync, readFileSync } from 'node:fs';

/**
 * VS Code answers an `import` of its API with a module that it writes into a `data:` URL, which Node
 * decodes and compiles anew for every extension: milliseconds at start. A `require` is a look into a
 * table. It is made once, in the file of the start, which every other file has.
 *
 * @type {import('esbuild').Plugin}
 */
export const requireVscode = {
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
