import { posix } from 'node:path';
import type { Uri } from 'vscode';
import { sweepBeside } from '../../files/nodeDisk.ts';
import type { TimeSlice } from '../../files/timeSlice.ts';
import { onDisk, trustedSpot } from '../env/envSpot.ts';

/**
 * Takes away what killed writes left beside these `.env` files: secrets under names that git does not
 * ignore, and that no later write in the folder may come to sweep.
 */
export async function sweepFolders(
  files: readonly Uri[],
  signal: AbortSignal,
  slice: TimeSlice,
): Promise<void> {
  const oneEach = new Map(
    files.filter(onDisk).map((file) => [posix.dirname(file.path), file] as const),
  );
  for (const file of oneEach.values()) {
    if (signal.aborted) return;
    const spot = await trustedSpot(file);
    if (spot) await sweepBeside(spot.path);
    if (slice.isDue()) await slice.rest();
  }
}
