import { closeSync, constants, fstatSync, fsync, openSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const fsyncLater = promisify(fsync);

/** A folder that stays the same folder even when its path is made to lead elsewhere. */
export interface Anchor {
  /** The path to use for a file in it. */
  at(name: string): string;
  /** Whether the folder is still the one that its path names, and inside the outer folder. */
  holds(): boolean;
  sync(): Promise<void>;
  close(): void;
}

/** Whether `inner` is `outer` or lies in it; both without links. */
export function isInside(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * Opens `folder`, a path without links, which must lie in `outer`. On Linux every later step goes
 * through the open folder itself; elsewhere `holds` compares before and after.
 * @throws the error of the file system
 */
export function openAnchor(folder: string, outer: string): Anchor {
  // Windows opens no folders; its links need rights that a workspace does not give away.
  const fd =
    process.platform === 'win32'
      ? undefined
      : openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const direct =
    fd !== undefined && process.platform === 'linux' ? `/proc/self/fd/${fd}` : undefined;
  const same = (): boolean => {
    if (fd === undefined) return true;
    const [opened, named] = [fstatSync(fd), statSync(folder)];
    return opened.ino === named.ino && opened.dev === named.dev;
  };
  return {
    at: (name) => path.join(direct ?? folder, name),
    holds: () =>
      isInside(outer, realpathSync.native(direct ?? folder)) && (direct !== undefined || same()),
    sync: async () => {
      if (fd !== undefined) await fsyncLater(fd);
    },
    close: () => {
      if (fd !== undefined) closeSync(fd);
    },
  };
}
