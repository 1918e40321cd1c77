import { unlinkSync } from 'node:fs';
import { openAnchor, type Anchor } from './anchor.ts';
import { atomicReplace } from './atomicReplace.ts';
import { sameState, type Disk, type EnvPath } from './disk.ts';
import { orRefusal, refusalOf, refuseFile, type FileRefusal } from './fileRefusal.ts';
import { readGuarded } from './guardedRead.ts';
import { locate, type NodeLocated } from './locate.ts';
import { refuseMountPoint } from './mountPoint.ts';
import { sweepNowAndThen } from './temporaries.ts';

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

  hindrance: async ({ path }) => refuseMountPoint(path),

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

/** Takes away what killed writes left in the folder of a `.env`. What cannot be taken stays. */
export async function sweepBeside(path: EnvPath): Promise<void> {
  const located = await nodeDisk.locate(path, false);
  if (located.kind === 'refused') return;
  await anchored(located, unwritable, async (anchor) => {
    sweepNowAndThen(anchor.folder, anchor.at('.'));
  });
}

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
