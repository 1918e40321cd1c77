import { unlinkSync } from 'node:fs';
import { openAnchor, type Anchor } from './anchor.ts';
import { atomicReplace } from './atomicReplace.ts';
import { sameState, type Disk } from './disk.ts';
import { orRefusal, refusalOf, refuseFile, type FileRefusal } from './fileRefusal.ts';
import { readGuarded } from './guardedRead.ts';
import { locate, type NodeLocated } from './locate.ts';

const unreadable = (error: unknown) => refusalOf(error, 'unreadable');
const unwritable = (error: unknown) => refusalOf(error, 'unwritable');

/**
 * The disk of this machine. Looking, reading and renaming are done at once: microseconds on a local
 * disk, for files of at most 1 MiB. What may wait for the disk (fsync) is awaited.
 */
export const nodeDisk: Disk<NodeLocated> = {
  locate: async (path, followLinks) => orRefusal(unreadable, async () => locate(path, followLinks)),

  read: (located) =>
    anchored(located, unreadable, async (anchor) => readGuarded(anchor, located.name)),

  replace: (located, was, bytes, options) =>
    anchored(located, unwritable, (anchor) =>
      atomicReplace(anchor, located.name, was, bytes, options),
    ),

  remove: (located, was) =>
    anchored(located, unwritable, async (anchor) => {
      const now = readGuarded(anchor, located.name);
      if (now.kind === 'refused') return now;
      if (!sameState(now, was) || !anchor.holds()) return 'changed';
      unlinkSync(anchor.at(located.name));
      await anchor.sync();
      return 'removed';
    }),
};

/** Runs a step with the file's folder open, which must still lie where it was found. */
function anchored<T>(
  { folder, outer }: NodeLocated,
  refusal: typeof unreadable,
  step: (anchor: Anchor) => Promise<T>,
): Promise<T | FileRefusal> {
  return orRefusal(refusal, async () => {
    const anchor = openAnchor(folder, outer);
    try {
      return anchor.holds() ? await step(anchor) : refuseFile('outside-folder');
    } finally {
      anchor.close();
    }
  });
}
