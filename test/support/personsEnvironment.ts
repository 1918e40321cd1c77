import path from 'node:path';

/**
 * The environment as a person's shell had it before npm and our runners added to it: a VS Code
 * started with it opens terminals that know nothing of this project, and no key from outside is
 * taken for one of the tests.
 */
export function personsEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(npm_|KEYRAIL_|GOVRAIL_|VSCODE_|INIT_CWD$|NODE$|NODE_OPTIONS$|ELECTRON_)/i;
  const kept = Object.entries(env).filter(([name]) => !ours.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.toUpperCase() === 'PATH' ? cleaned(value) : value]),
  );
}

const cleaned = (list = '') =>
  list
    .split(path.delimiter)
    .filter((folder) => !/[\\/](node_modules[\\/]\.bin|node-gyp-bin)$/.test(folder))
    .join(path.delimiter);
