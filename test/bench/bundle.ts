import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../support/root.mjs';

/** A file that VS Code loads, with the sizes of everything that was bundled for it, in bytes. */
export interface BundlePart {
  readonly name: string;
  readonly bytes: number;
  /** How many files that is. */
  readonly files: number;
  /** Bytes after minification by package (`axios`) or folder (`src/editor`), the largest first. */
  readonly parts: readonly (readonly [part: string, bytes: number])[];
}

/** What is loaded before `activate` returns: the entry and all that it imports statically. */
export const activationPath = () => loadedFor('activation', ['src/extension.ts']);

const window = ['src/extension.ts', 'src/window.ts'];
const listedRows = [...window, 'src/views/onUse.ts'];

/** What every window loads: what activates it, and what it has though nobody asks for anything. */
export const startPath = () => loadedFor('start path', window);

/** What is loaded by the time that rows are drawn which an earlier window listed. */
export const listedRowsPath = () => loadedFor('rows listed before', listedRows);

/** The same for rows that a control plane is asked for. */
export const askedRowsPath = () =>
  loadedFor('rows asked for', [...listedRows, 'src/editor/onRead.ts']);

function loadedFor(name: string, sources: readonly string[]): BundlePart {
  const outputs = outputsOf('host');
  const entries = sources.map((source) => {
    const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === source);
    if (entry === undefined) throw new Error(`${source} is no entry of its own.`);
    return entry;
  });
  return measured(name, outputs, reachable(outputs, entries));
}

/**
 * Parts that are counted apart from the rest of the host, because only those load them who use them.
 * A file belongs to the first whose parts are in it.
 */
const apart = {
  'local control plane': /^src\/controlPlane\//,
  'secrets of other services': /(?:^|\/)node_modules\/@secretlint\//,
  'leaked secrets': /^src\/(?:domain|editor|commands)\/leaks\//,
};
type Apart = keyof typeof apart;

/** Everything that is there to be loaded in the extension host, what is counted apart aside. */
export function hostBundle(): BundlePart {
  return hostPart('host', undefined);
}

/** What is loaded besides by those who use the local control plane. */
export const localControlPlaneBundle = () => hostPart('local control plane', 'local control plane');

/** What looks for our secrets in texts, and knows how each language reads a variable instead. */
export const leaksBundle = () => hostPart('leaked secrets', 'leaked secrets');

/** What knows the secrets of other services; loaded only where the setting is on. */
export const foreignSecretsBundle = () =>
  hostPart('secrets of other services', 'secrets of other services');

/** What `keyrail` reads in a terminal, whatever it is asked. */
export const commandBundle = () =>
  measured('the command of terminals', outputsOf('command'), ['dist/command.cjs']);

/** What `keyrail mcp` reads besides. */
export const mcpBundle = () => measured('keyrail mcp', outputsOf('mcp'), ['dist/mcp.mjs']);

function hostPart(name: string, apart: Apart | undefined): BundlePart {
  const outputs = outputsOf('host');
  const files = Object.keys(outputs).filter((file) => partOfFile(outputs[file]) === apart);
  return measured(name, outputs, files);
}

function partOfFile(output: Outputs[string] | undefined): Apart | undefined {
  const inputs = Object.keys(output?.inputs ?? {});
  // `Object.keys` forgets the key type of the record it is given.
  return (Object.keys(apart) as Apart[]).find((name) =>
    inputs.some((input) => apart[name].test(input)),
  );
}

/** Two parts a page: its script alone, and with the toolkit that it loads by its address. */
export function pageBundles(): readonly (BundlePart & { readonly toolkit: boolean })[] {
  const outputs = outputsOf('pages');
  const toolkit = 'dist/webview/components.js';
  return Object.keys(outputs)
    .filter((file) => file !== toolkit)
    .flatMap((file) => {
      const name = path.basename(file, '.js');
      return [
        { ...measured(name, outputs, [file]), toolkit: false },
        { ...measured(`${name} with the toolkit`, outputs, [file, toolkit]), toolkit: true },
      ];
    });
}

type Outputs = Metafile['outputs'];

function outputsOf(build: 'host' | 'pages' | 'command' | 'mcp'): Outputs {
  const file = path.join(root, 'out', 'meta', `${build}.json`);
  if (!existsSync(file)) {
    if (build === 'pages') return {};
    throw new Error(`${file} is missing: run npm run build.`);
  }
  // `as`: esbuild.mjs wrote it as it came from esbuild.
  const { outputs } = JSON.parse(readFileSync(file, 'utf8')) as Metafile;
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => /\.[cm]?js$/.test(name)));
}

function reachable(outputs: Outputs, entries: readonly string[]): string[] {
  const found = new Set(entries);
  for (const file of found) {
    for (const { path: next, kind, external } of outputs[file]?.imports ?? []) {
      if (external || !(next in outputs)) continue;
      if (kind === 'import-statement') found.add(next);
    }
  }
  return [...found];
}

function measured(name: string, outputs: Outputs, files: readonly string[]): BundlePart {
  const parts = new Map<string, number>();
  let bytes = 0;
  for (const file of files) {
    const output = outputs[file];
    if (!output) throw new Error(`${file} is not in the build's report.`);
    bytes += output.bytes;
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const part = partOf(input);
      parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  }
  const count = files.length;
  return { name, bytes, files: count, parts: [...parts].sort(([, one], [, other]) => other - one) };
}

function partOf(input: string): string {
  const [, inPackage] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return inPackage ?? input.split('/').slice(0, 2).join('/');
}
