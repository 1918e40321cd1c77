import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { FilePath } from './walkFiles.ts';

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What is larger is read piece by piece, and others have their turn between. In bytes. */
const smallBytes = 128 * 1024;

/** One for all: making a buffer for each of twenty thousand files takes longer than reading them. */
const shared = Buffer.allocUnsafe(smallBytes);

/**
 * The bytes of a small file, in three calls of some microseconds on a local disk: a promise around each takes
 * longer than all of them. They are good until the next call. One call reads them all, so that no other
 * program's write comes between. @throws the file system's error
 */
export function readSmall(file: FilePath): Buffer | 'large' {
  const fd = openSync(file, FLAGS);
  try {
    const count = readSync(fd, shared, 0, smallBytes, null);
    return count === smallBytes ? 'large' : shared.subarray(0, count);
  } finally {
    closeSync(fd);
  }
}
