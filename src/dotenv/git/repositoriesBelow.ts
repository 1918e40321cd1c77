import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { UserFacingError } from '../../domain/errors.ts';
import { isForeign, shownPath, walkFolders, type FilePath } from '../../files/walkFiles.ts';
import { listTracked } from './trackedFiles.ts';

/** What git tracks in a folder, of every repository around it, below it and in those. */
export interface TrackedEverywhere {
  readonly files: readonly FilePath[];
  /** Whether there is any repository. */
  readonly hasRepository: boolean;
  /** Folders that nobody looked into: git did not say, or there is nothing to read. Absolute paths. */
  readonly left: readonly string[];
}

/**
 * Lists what every repository around a folder and below it tracks there, submodules included. For trusted
 * folders. @throws UserFacingError where git is missing or fails for the folder itself
 */
export async function listTrackedEverywhere(
  folder: string,
  signal?: AbortSignal,
): Promise<TrackedEverywhere> {
  const own = await listTracked(folder, signal);
  const files = new Map((own ?? []).map((file) => [keyOf(file), file]));
  const unwalked = { unreadable: [] as string[], tooDeep: [] as string[] };
  const tops = new Set<string>();
  for await (const walked of walkFolders(folder, unwalked, signal)) {
    const top = shownPath(walked.folder);
    if (walked.hasGit && top !== folder) tops.add(top);
  }
  const left = [...unwalked.unreadable, ...unwalked.tooDeep];
  let hasRepository = own !== undefined;
  // The walk leaves out what others put there; a submodule may be in it all the same.
  const addModules = async (listed: readonly FilePath[]) => {
    for (const file of listed) {
      if (typeof file !== 'string' || !(await isFolder(file))) continue;
      if (await isThere(path.join(file, '.git'))) tops.add(file);
      else left.push(file);
    }
  };
  await addModules(own ?? []);
  // Grows while it is gone through: a submodule may have its own.
  for (const top of tops) {
    try {
      const listed = (await listTracked(top, signal)) ?? [];
      hasRepository = true;
      for (const file of listed) files.set(keyOf(file), file);
      await addModules(listed.filter((file) => isForeign(path.relative(top, shownPath(file)))));
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      left.push(top);
    }
  }
  return { files: [...files.values()], hasRepository, left: [...new Set(left)] };
}

const keyOf = (file: FilePath) => (typeof file === 'string' ? file : file.toString('latin1'));

const isFolder = async (file: string): Promise<boolean> =>
  lstat(file).then(
    (is) => is.isDirectory(),
    () => false,
  );

const isThere = async (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );
