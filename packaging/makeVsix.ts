import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from '../test/support/build.ts';
import { root } from '../test/support/root.mjs';
import { bundledPackages, noticesOf } from './notices.ts';
import { readmeForUsers, readmeWithoutSources } from './readme.ts';

/** Where the README's links and pictures are found on the web. */
export interface Sources {
  readonly url: string;
  /** A branch or tag. */
  readonly ref: string;
}

const stage = path.join(root, 'out', 'package');
const notices = 'ThirdPartyNotices.txt';

/**
 * Builds the extension and packs it into `file`. The manifest's `files` is the allow-list; everything
 * is bundled, so no `node_modules`. The packer looks for secrets and refuses when it finds one.
 */
export async function makeVsix(file: string, sources?: Sources): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await build();
  layOut(sources);
  writeFileSync(path.join(stage, notices), noticesOf(bundledPackages()));
  const readme = path.join(stage, 'README.md');
  const forUsers = readmeForUsers(readFileSync(readme, 'utf8'));
  writeFileSync(readme, sources ? forUsers : readmeWithoutSources(forUsers));
  await createVSIX({
    cwd: stage,
    packagePath: file,
    dependencies: false,
    // Where the sources live is for whoever publishes to say (.github/workflows/publish.yml).
    allowMissingRepository: true,
    ...(sources
      ? {
          baseContentUrl: `${sources.url}/blob/${sources.ref}`,
          baseImagesUrl: `${sources.url}/raw/${sources.ref}`,
        }
      : { rewriteRelativeLinks: false }),
  });
}

/** `keyrail-0.1.0.vsix` */
export function vsixName(): string {
  const { name, version } = manifest();
  return `${name}-${version}.vsix`;
}

/** Puts what is packed into a folder of its own, with a manifest that is for people who use it. */
function layOut(sources: Sources | undefined): void {
  rmSync(stage, { recursive: true, force: true });
  for (const name of manifest().files.flatMap((pattern) => globSync(pattern, { cwd: root }))) {
    cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
  }
  for (const name of globSync('{l10n/*,package.nls*}.json', { cwd: stage })) {
    const file = path.join(stage, name);
    writeFileSync(file, withoutLayout(JSON.parse(readFileSync(file, 'utf8'))));
  }
  const forUsers = {
    ...manifest(),
    files: [...manifest().files, notices],
    scripts: undefined,
    devDependencies: undefined,
    ...(sources && {
      repository: { type: 'git', url: `${sources.url}.git` },
      bugs: { url: `${sources.url}/issues` },
    }),
  };
  writeFileSync(path.join(stage, 'package.json'), withoutLayout(forUsers));
}

/** Nobody reads these in the package: the spaces that lay them out would be a kilobyte of it. */
function withoutLayout(json: unknown): string {
  return `${JSON.stringify(json)}\n`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

function manifest(): Manifest {
  // `as`: it is our own.
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
}
