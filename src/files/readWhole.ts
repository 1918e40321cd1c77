import { close, constants, fstat, open, read, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import type { FilePath } from './walkFiles.ts';

/** A pipe that somebody has put there is not waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
/** Nor is a link followed. */
const NO_LINK = FLAGS | constants.O_NOFOLLOW;

/** How often a file that others write is read anew. */
const MOST_READS = 4;

const [opened, closed, stated] = [promisify(open), promisify(close), promisify(fstat)];

/** What a file held, as far as it could be read. */
export interface WholeFile {
  readonly bytes: Buffer;
  /** Others wrote to it all the time: it may never have held just these bytes. */
  readonly isChanging: boolean;
}

export interface ReadOptions {
  readonly mostBytes: number;
  /** A link is followed to the file that it leads to. */
  readonly follow?: boolean;
}

/**
 * An ordinary file of at most so many bytes; `undefined` for what is none. A file that changes while it is
 * read is read again. @throws the file system's error
 */
export async function readWhole(
  file: FilePath,
  { mostBytes, follow = false }: ReadOptions,
): Promise<WholeFile | 'too-large' | undefined> {
  // Where a system has no such flag it is undefined, and `|` takes that for 0.
  const fd = await opened(file, follow ? FLAGS : NO_LINK);
  try {
    let was = await stated(fd);
    for (let reads = 1; ; reads += 1) {
      if (!was.isFile()) return undefined;
      if (was.size > mostBytes) return 'too-large';
      const bytes = await contentOf(fd, was.size);
      const is = await stated(fd);
      const isChanging = bytes.byteLength !== is.size || !isSame(was, is);
      if (!isChanging || reads === MOST_READS) return { bytes, isChanging };
      was = is;
    }
  } finally {
    await closed(fd);
  }
}

/** From its beginning to where it ends now, one byte more than `size` at most: that tells that it grew. */
async function contentOf(fd: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size + 1);
  let end = 0;
  while (end < bytes.byteLength) {
    const count = await readAt(fd, bytes, end);
    if (count === 0) break;
    end += count;
  }
  return bytes.subarray(0, end);
}

function readAt(fd: number, bytes: Buffer, at: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  read(fd, bytes, at, bytes.byteLength - at, at, (error, count) => {
    if (error) reject(error);
    else resolve(count);
  });
  return promise;
}

const isSame = (was: Stats, is: Stats): boolean =>
  was.size === is.size && was.mtimeMs === is.mtimeMs && was.ctimeMs === is.ctimeMs;
