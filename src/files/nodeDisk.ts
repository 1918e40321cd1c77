import { unlinkSync } from 'node:fs';
import { pinFolder, type PinnedFolder } from './pinnedFolder.ts';
import { atomicReplace } from './atomicReplace.ts';
import { sameState, type Disk, type EnvPath } from './disk.ts';
import { orRefusal, refusalOf, refuseFile, type FileRefusal } from './fileRefusal.ts';
import { readGuarded } from './guardedRead.ts';
import { locate, type NodeLocated } from './locate.ts';
import { refuseMountPoint } from './mountPoint.ts';
import { patiently } from './patiently.ts';
import { diskClock, sweepNowAndThen } from './temporaries.ts';

const unreadable = (error: unknown) => refusalOf(error, 'unreadable');
const unwritable = (error: unknown) => refusalOf(error, 'unwritable');

/**
 * The disk of this machine. Looking, reading and renaming are done at once: microseconds on a local
 * disk, for files of at most 1 MiB. What may wait for the disk (fsync) is awaited.
 */
export const nodeDisk: Disk<NodeLocated> = {
  locate: async (path, followLinks) => orRefusal(unreadable, async () => locate(path, followLinks)),

  read: (located) =>
    anchored(located, unreadable, (pinned) => patiently(() => readGuarded(pinned, located.name))),

  hindrance: async ({ path }) => refuseMountPoint(path),

  replace: (located, was, bytes, options) =>
    anchored(located, unwritable, (pinned) =>
      atomicReplace(pinned, located.name, was, bytes, options),
    ),

  remove: (located, was) =>
    anchored(located, unwritable, async (pinned) => {
      const now = readGuarded(pinned, located.name);
      if (now.kind === 'refused') return now;
      if (!sameState(now, was) || !pinned.holds()) return 'changed';
      await patiently(() => {
        unlinkSync(pinned.at(located.name));
      });
      await pinned.sync();
      return 'removed';
    }),
};

/** Takes away what killed writes left in the folder of a `.env`. What cannot be taken stays. */
export async function sweepBeside(path: EnvPath): Promise<void> {
  const located = await nodeDisk.locate(path, false);
  if (located.kind === 'refused') return;
  await anchored(located, unwritable, async (pinned) => {
    const open = pinned.at('.');
    sweepNowAndThen(pinned.folder, open, () => diskClock(open));
  });
}

/** Runs a step with the file's folder open, which must still lie where it was found. */
function anchored<T>(
  { folder, outer }: NodeLocated,
  refusal: typeof unreadable,
  step: (pinned: PinnedFolder) => Promise<T>,
): Promise<T | FileRefusal> {
  return orRefusal(refusal, async () => {
    const pinned = pinFolder(folder, outer);
    try {
      return pinned.holds() ? await step(pinned) : refuseFile('outside-folder');
    } finally {
      pinned.close();
    }
  });
}
