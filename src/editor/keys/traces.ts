import { readdir } from 'node:fs/promises';

/**
 * Whether keys were kept on this machine, read from the files that outlive a profile. VS Code keeps
 * connections and secrets with the profile (in a browser: with that browser), and these files beside it.
 * @param lifecycleFolder where the register of local copies and places is
 */
export async function hasTraces(lifecycleFolder: string): Promise<boolean> {
  const names = await Promise.all(
    ['copies', 'places'].map((kind) =>
      readdir(`${lifecycleFolder}/${kind}`).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      }),
    ),
  );
  return names.flat().some((name) => name.endsWith('.json'));
}
