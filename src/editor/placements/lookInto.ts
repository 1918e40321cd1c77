import { Uri, workspace } from 'vscode';
import { createTimeSlice } from '../../files/timeSlice.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { onDisk, trustedSpot } from '../env/envSpot.ts';
import type { KeyList } from '../keys/keyList.ts';
import { lookForLines } from './envLines.ts';
import { readKnownKeys } from './knownKeys.ts';
import { sweepFolders } from './sweepFolders.ts';
import { lookForCopies } from './textCopies.ts';

/** What looking for values of our keys takes. */
export interface ScanParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly keyList: Pick<KeyList, 'snapshot'>;
}

/** Looks into these files for values of our keys; answers whether the register changed. */
export async function lookInto(
  { lifecycle, keyList }: ScanParts,
  files: readonly Uri[],
  signal: AbortSignal,
): Promise<boolean> {
  if (files.length === 0) return false;
  const opened = await lifecycle();
  const keys = await readKnownKeys(opened, keyList);
  const slice = createTimeSlice();
  let changed = false;
  for (const file of files) {
    if (signal.aborted || !workspace.isTrusted) break;
    changed = (await lookForLines(opened, keys, file, slice)) || changed;
    if (onDisk(file) && (await trustedSpot(file))) {
      changed = (await lookForCopies(opened, keys, file)) || changed;
    }
    if (slice.isDue()) await slice.rest();
  }
  await sweepFolders(files, signal, slice);
  return changed;
}

/** The files in which something of ours is said to stand. */
export async function registeredFiles({ lifecycle }: ScanParts): Promise<readonly Uri[]> {
  const files = new Map<string, Uri>();
  const slice = createTimeSlice();
  for (const { place } of await (await lifecycle()).placements.all()) {
    if (!('file' in place) || files.has(place.file)) continue;
    files.set(place.file, Uri.parse(place.file));
    // There may be ten thousand.
    if (slice.isDue()) await slice.rest();
  }
  return [...files.values()];
}
