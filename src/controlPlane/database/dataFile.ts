import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserFacingError } from '../../domain/errors.ts';

const FILE_NAME = 'control-plane.sqlite';
/** What SQLite keeps beside the file while it is open, and what a kill leaves behind. */
const COMPANIONS = ['-wal', '-shm', '-journal'];
const SUSPECT = '-suspect';
const BEGUN = '-begun';

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * The path of the data file in `folder`. Both exist afterwards and only the owner can read the file:
 * SQLite itself would create it for everybody (0644), and what it puts beside the file copies the
 * file's mode. A folder that is made for it is closed to others as well.
 */
export function prepareDataFile(folder: string): string {
  const path = join(folder, FILE_NAME);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      closeSync(openSync(path, 'wx', 0o600));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      chmodSync(path, 0o600);
    }
  } catch (error) {
    // EPERM: the file is another user's; whether SQLite may write to it shows when it is opened.
    if (hasCode(error, 'EPERM')) return path;
    throw new UserFacingError(
      `The local control plane could not prepare its data folder ${folder} (${reason(error)}). Check the folder’s permissions and the free space on the disk.`,
    );
  }
  return path;
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Which file the path means right now, and how large it is in bytes. */
export function identify(path: string): { identity: string; size: number } {
  const { dev, ino, size } = statSync(path);
  return { identity: `${dev}:${ino}`, size };
}

/**
 * Moves a damaged file and its companions aside, if the path still means the file that was found
 * damaged (another window may have done this already), and answers where it now is.
 * @throws UserFacingError when another program keeps it from being moved.
 */
export function setAside(path: string, identity: string, now: Date): string | undefined {
  if (identify(path).identity !== identity) return undefined;
  const aside = `${path}.damaged-${now.toISOString().replaceAll(':', '-')}`;
  // The log first: beside a new file it would be taken for that file's own.
  for (const suffix of [...COMPANIONS, '']) {
    try {
      renameSync(path + suffix, aside + suffix);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) continue;
      throw new UserFacingError(
        `The local control plane’s data file ${path} is damaged and could not be moved aside (${reason(error)}). Close the other windows and try again.`,
      );
    }
  }
  return aside;
}

/** Leaves word beside a file that it is not to be trusted. */
export function markSuspect(path: string): void {
  closeSync(openSync(path + SUSPECT, 'w', 0o600));
}

/** Whether somebody left that word. */
export function isSuspect(path: string): boolean {
  return existsSync(path + SUSPECT);
}

/** Takes the word back, when the file has been looked at. */
export function trustAgain(path: string): void {
  rmSync(path + SUSPECT, { force: true });
}

/** Leaves word beside a file that there is something in it. */
export function noteBegun(path: string): void {
  if (!existsSync(path + BEGUN)) closeSync(openSync(path + BEGUN, 'w', 0o600));
}

/**
 * Whether a file that had something in it is now empty or was made anew: an unfinished restore, a
 * repaired disk or a clean-up took it. SQLite would take that for a new file and say nothing.
 */
export function hasLostAll(path: string): boolean {
  return existsSync(path + BEGUN) && sizeOf(path) === 0 && sizeOf(`${path}-wal`) === 0;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
