import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Folders that are not walked through: what package managers, builds and version control put there is
 * not the person's, and there is a lot of it. What git tracks in them is found through git.
 */
export const foreignFolders: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.jj', '.svn'],
  ...[
    'node_modules',
    'bower_components',
    '.venv',
    'venv',
    'site-packages',
    'vendor',
    '__pycache__',
  ],
  ...['target', 'dist', '.next', '.cache', '.terraform'],
]);

/** What was not looked into, for whoever says how much was looked at. */
export interface Unwalked {
  /** Absolute paths of folders that could not be read. */
  readonly unreadable: string[];
  /** Folders so deep that they were left out. */
  tooDeep: number;
}

/** A tree is not deeper than this; a loop of mounts is. */
const deepest = 64;

/**
 * Absolute paths of the ordinary files below a folder, whatever their names and whatever hides them in
 * the Explorer; links are not followed. What cannot be read is added to `unwalked`.
 */
export async function* walkFiles(
  folder: string,
  unwalked: Unwalked,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const waiting = [{ folder, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (signal?.aborted) return;
    const entries = await entriesOf(next.folder);
    if (!entries) {
      unwalked.unreadable.push(next.folder);
      continue;
    }
    for (const entry of entries) {
      const at = path.join(next.folder, entry.name);
      if (entry.isFile()) yield at;
      if (!entry.isDirectory() || foreignFolders.has(entry.name)) continue;
      if (next.depth < deepest) waiting.push({ folder: at, depth: next.depth + 1 });
      else unwalked.tooDeep += 1;
    }
  }
}

/** `undefined` where the folder is gone or may not be read. */
async function entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
