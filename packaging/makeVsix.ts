import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from '../test/support/root.mjs';

/** Where the README's links and pictures are found on the web. */
export interface Sources {
  readonly url: string;
  /** A branch or tag. */
  readonly ref: string;
}

/**
 * Builds the extension (`vscode:prepublish`) and packs it into `file`. The manifest's `files` is the
 * allow-list; everything is bundled, so no `node_modules`. The packer looks for secrets and refuses
 * when it finds one.
 */
export async function makeVsix(file: string, sources?: Sources): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await createVSIX({
    cwd: root,
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
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { name, version } = Object.assign({ name: '', version: '' }, manifest);
  return `${name}-${version}.vsix`;
}
