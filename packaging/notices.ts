import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../test/support/root.mjs';

/** A package whose code is in what VS Code loads. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As its manifest says it, such as `MIT`. */
  readonly license: string;
  /** The licence and notices that it brings; empty where it brings no file. */
  readonly texts: readonly string[];
}

/**
 * The packages of the last build, by name: those from which code came into an output.
 *
 * @throws Error where nothing was built
 */
export function bundledPackages(): readonly Bundled[] {
  const folders = new Set<string>();
  for (const report of globSync('out/meta/*.json', { cwd: root })) {
    // `as`: esbuild.mjs wrote it as it came from esbuild.
    const { outputs } = JSON.parse(readFileSync(path.join(root, report), 'utf8')) as Metafile;
    for (const { inputs } of Object.values(outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  if (folders.size === 0) throw new Error('out/meta holds no report: run npm run build first.');
  return [...folders]
    .map(readPackage)
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function readPackage(folder: string): Bundled {
  const from = path.join(root, folder);
  // `as`: npm asks for the first two of every package.
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(from, 'package.json'), 'utf8'),
  ) as { readonly name: string; readonly version: string; readonly license?: string };
  const texts = globSync('{LICEN[SC]E,licen[sc]e,NOTICE,ThirdPartyNotices}*', { cwd: from })
    .sort()
    .map((file) => readFileSync(path.join(from, file), 'utf8').trim());
  return { name, version, license: license ?? 'not stated', texts };
}

const noFile = 'It brings no file of its licence; the name above is what its manifest says.';

/** What the package carries as `ThirdPartyNotices.txt`: every licence asks that its text goes along. */
export function noticesOf(packages: readonly Bundled[]): string {
  const parts = packages.map(({ name, version, license, texts }) =>
    [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [noFile])].join('\n\n'),
  );
  const head = 'Keyrail contains code of the packages below, each under its own licence.';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}
