import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { installExtension } from '../../support/installExtension.ts';
import { root } from '../../support/root.mjs';

/** The publisher of everything that is here for comparison only. */
const publisher = 'keyrail-bench';
const installed = 'keyrail.keyrail';
export const idOf = (name: string) => `${publisher}.${name}`;

/** Puts one extension into a server's folder of extensions. */
export type Install = (extensions: string) => Promise<void>;

const built = path.join(root, 'out', 'bench');

/** Keeps Keyrail as it is built now: another build empties `dist` while windows are being opened. */
export function keepBuilt(): void {
  rmSync(built, { recursive: true, force: true });
  installExtension(root, built);
}

/** Keyrail as `keepBuilt` found it. */
export const keyrail: Install = async (extensions) => {
  cpSync(path.join(built, installed), path.join(extensions, installed), { recursive: true });
};

/** Keyrail that waits to be activated, so that it can be timed. */
export const sleepingKeyrail: Install = async (extensions) => {
  await keyrail(extensions);
  const file = path.join(extensions, installed, 'package.json');
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(Object.assign({}, manifest, { activationEvents: [] })));
};

/** An extension that does nothing: the least that any can cost. */
export const empty = written('empty', 'export function activate() {}', {});

const commands = commandsOf(readFileSync(path.join(root, 'package.json'), 'utf8'));

const treeAndCommands = (view: string) => `
export function activate({ subscriptions }) {
  for (let at = 0; at < ${commands}; at++) {
    subscriptions.push(commands.registerCommand('bench.command' + at, () => undefined));
  }
  subscriptions.push(window.createTreeView('${view}', {
    treeDataProvider: { getTreeItem: (item) => item, getChildren: () => [] },
  }));
}`;

const treeManifest = (view: string) => ({
  contributes: {
    viewsContainers: { activitybar: [{ id: `in-${view}`, title: 'No rows', icon: 'icon.svg' }] },
    views: { [`in-${view}`]: [{ id: view, name: 'No rows', icon: 'icon.svg' }] },
  },
});

/** An extension with a tree and as many commands as Keyrail, and nothing behind them: the least it can be. */
export const registering = written(
  'registering',
  `
import { createRequire } from 'node:module';
const { commands, window } = createRequire(import.meta.url)('vscode');
${treeAndCommands('bench-none')}`,
  treeManifest('bench-none'),
);

/** The same, as it is usually written: VS Code makes a module of its whole interface for each extension. */
export const importing = written(
  'importing',
  `import { commands, window } from 'vscode';${treeAndCommands('bench-usual')}`,
  treeManifest('bench-usual'),
);

const tenRows = `
import { EventEmitter, TreeItem, window } from 'vscode';
const rows = Array.from({ length: 10 }, (_, at) => ({ name: 'row ' + at }));
export function activate(context) {
  context.subscriptions.push(window.createTreeView('bench.ten', {
    treeDataProvider: { getTreeItem: ({ name }) => new TreeItem(name), getChildren: () => rows },
  }));
}`;

/** The tree of VS Code's samples: ten rows that are there already. */
export const treeSample = written('tree', tenRows, {
  activationEvents: ['onStartupFinished'],
  contributes: {
    viewsContainers: { activitybar: [{ id: 'bench', title: 'Ten rows', icon: 'icon.svg' }] },
    views: { bench: [{ id: 'bench.ten', name: 'Ten rows', icon: 'icon.svg' }] },
  },
});

/** The companion, with more in its manifest where a row needs that. */
export function companion(manifest: object = {}): Install {
  return async (extensions) => {
    const folder = await write(extensions, 'companion', {
      activationEvents: ['onStartupFinished'],
      ...manifest,
    });
    await build({
      entryPoints: [path.join(root, 'test', 'bench', 'companion', 'extension.ts')],
      outfile: path.join(folder, 'extension.js'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
      external: ['vscode', 'node:sqlite'],
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'warning',
    });
  };
}

function written(name: string, source: string, manifest: object): Install {
  return async (extensions) => {
    const folder = await write(extensions, name, manifest);
    writeFileSync(path.join(folder, 'extension.js'), source);
  };
}

async function write(extensions: string, name: string, manifest: object): Promise<string> {
  const folder = path.join(extensions, idOf(name));
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'media', 'keyrail.svg'), path.join(folder, 'icon.svg'));
  const all = {
    name,
    publisher,
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    type: 'module',
    main: './extension.js',
    extensionKind: ['workspace'],
    ...manifest,
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(all));
  return folder;
}

/** How many commands a manifest has. */
function commandsOf(manifest: string): number {
  const { contributes } = JSON.parse(manifest) as { contributes: { commands: readonly unknown[] } };
  return contributes.commands.length;
}
