import path from 'node:path';
import { Uri, workspace } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { listTracked } from '../../dotenv/git/trackedFiles.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import { foreignFolders, walkFiles, type Unwalked } from '../../files/walkFiles.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { onDisk } from '../env/envSpot.ts';
import type { KnownKeys } from './knownKeys.ts';
import { lookForCopies } from './textCopies.ts';

/** What a search through the open folders came to. Paths are absolute. */
export interface Searched {
  readonly files: number;
  readonly changed: boolean;
  readonly tooLarge: readonly string[];
  readonly unreadable: readonly string[];
  /** Folders that were left out because of their depth. */
  readonly tooDeep: number;
}

/** Reading waits for the disk most of the time. */
const atOnce = 16;

/**
 * Looks into every file of the open, trusted folders on this machine's disk that could hand a value to a
 * program: what git tracks, wherever it lies, and all else outside the folders of package managers and
 * builds. Nothing in settings hides a file from it.
 */
export async function searchFolders(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  signal: AbortSignal,
): Promise<Searched> {
  const unwalked: Unwalked = { unreadable: [], tooDeep: 0 };
  const tooLarge: string[] = [];
  const slice = createTimeSlice();
  let [files, changed] = [0, false];
  const queue = filesToSearch(unwalked, signal);
  const look = async (file: string) => {
    files += 1;
    const looked = await lookForCopies(lifecycle, keys, Uri.file(file));
    if (looked === 'changed') changed = true;
    if (looked === 'too-large') tooLarge.push(file);
    if (looked === 'unreadable') unwalked.unreadable.push(file);
    if (slice.isDue()) await slice.rest();
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      // Each takes the next file of the same walk.
      for (let next = await queue.next(); !next.done; next = await queue.next()) {
        if (signal.aborted || !workspace.isTrusted) return;
        await look(next.value);
      }
    }),
  );
  return { files, changed, tooLarge, ...unwalked };
}

async function* filesToSearch(unwalked: Unwalked, signal: AbortSignal): AsyncGenerator<string> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    if (!onDisk(uri)) continue;
    yield* walkFiles(uri.fsPath, unwalked, signal);
    yield* await trackedElsewhere(uri.fsPath, signal);
  }
}

/** What git tracks in the folders that are not walked through. */
async function trackedElsewhere(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const tracked = (await listTracked(folder, signal)) ?? [];
    return tracked.filter((file) =>
      path
        .relative(folder, path.dirname(file))
        .split(path.sep)
        .some((name) => foreignFolders.has(name)),
    );
  } catch (error) {
    // Without git nobody knows what it tracks; what is walked through is looked into all the same.
    if (error instanceof UserFacingError) return [];
    throw error;
  }
}
