import {
  closeSync,
  constants,
  fstatSync,
  fsync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from './fileRefusal.ts';
import { isInside } from './isInside.ts';
import { isSameNode } from './sameNode.ts';

const synced = promisify(fsync);

/** A folder that stays the same folder even when its path is made to lead elsewhere. */
export interface PinnedFolder {
  /** The path that it was opened by. */
  readonly folder: string;
  /** The path to use for a file in it. */
  at(name: string): string;
  /** Whether it still lies in the outer folder, under the path that it was opened by. */
  holds(): boolean;
  sync(): Promise<void>;
  close(): void;
}

/**
 * Opens `folder`, a path without links, which must lie in `outer`. On Linux every later step goes
 * through the open folder itself; elsewhere through its path, which `holds` compares with it.
 * @throws the error of the file system
 */
export function pinFolder(folder: string, outer: string): PinnedFolder {
  // Windows opens no folders.
  if (process.platform === 'win32') return pinByPath(folder, outer, undefined);
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const direct = `/proc/self/fd/${fd}`;
  if (!isLinkThere(direct)) return pinByPath(folder, outer, fd);
  return {
    folder,
    at: (name) => `${direct}/${name}`,
    // The system keeps this link up to date with wherever the folder is moved.
    holds: () => isInside(outer, readlinkSync(direct)),
    sync: () => synced(fd),
    close: () => {
      closeSync(fd);
    },
  };
}

/**
 * For systems that cannot go through an open folder: that, or where there is none a look at it as it was,
 * tells whether the path still leads to the same. On Windows anybody may put a junction in its place.
 */
export function pinByPath(folder: string, outer: string, fd: number | undefined): PinnedFolder {
  const first = fd === undefined ? statSync(folder) : undefined;
  const isStillThere = (): boolean => isSameNode(first ?? fstatSync(fd ?? -1), statSync(folder));
  return {
    folder,
    at: (name) => path.join(folder, name),
    holds: () => isInside(outer, realpathSync.native(folder)) && isStillThere(),
    sync: async () => {
      if (fd !== undefined) await synced(fd);
    },
    close: () => {
      if (fd !== undefined) closeSync(fd);
    },
  };
}

/** `/proc` is of Linux only, and not in every container. */
function isLinkThere(file: string): boolean {
  try {
    readlinkSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}
