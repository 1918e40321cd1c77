import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

/** A tool as `tools/list` tells it. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly [name: string]: unknown };
  readonly annotations: { readonly title: string; readonly readOnlyHint: boolean };
}

const manifest = z.object({
  version: z.string(),
  contributes: z.object({
    languageModelTools: z.array(
      z.object({
        name: z.string(),
        displayName: z.string(),
        modelDescription: z.string(),
        tags: z.array(z.string()),
        inputSchema: z.looseObject({ type: z.literal('object') }),
      }),
    ),
  }),
});

/**
 * What the extension's manifest says of its tools: the editor's own agents and those outside of it are
 * told the same, in the manifest's own words.
 */
export function readManifestTools(folder = extensionFolder()): {
  readonly version: string;
  readonly tools: readonly ListedTool[];
} {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown;
  const { version, contributes } = manifest.parse(read('package.json'));
  const words = z.record(z.string(), z.string()).parse(read('package.nls.json'));
  const tools = contributes.languageModelTools.map((tool) => {
    const { name, displayName, modelDescription, tags, inputSchema } = tool;
    const title = words[displayName.slice(1, -1)] ?? displayName;
    return {
      name,
      title,
      description: modelDescription,
      inputSchema,
      annotations: { title, readOnlyHint: tags.includes('read-only') },
    };
  });
  return { version, tools };
}

/** Above the bundle, or above the sources. */
function extensionFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.basename(here) === 'dist' ? path.dirname(here) : path.resolve(here, '../../..');
}
