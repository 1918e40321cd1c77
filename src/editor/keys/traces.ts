import { access, readdir } from 'node:fs/promises';

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

/**
 * Whether the local control plane was ever used on this machine: only then it can have keys to list.
 * @param lifecycleFolder as above; it stands beside that of the control plane
 */
export async function hasLocalPlane(lifecycleFolder: string): Promise<boolean> {
  return access(`${lifecycleFolder}/../control-plane`).then(
    () => true,
    () => false,
  );
}
