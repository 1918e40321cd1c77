import {
  closeSync,
  constants,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, link, unlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const synced = promisify(fsync);

/**
 * The few things done to files, each of them one call of the operating system, so that tests can
 * cut the power between any two. What makes them safe together is in `durable.ts`.
 *
 * Reading or writing some hundred bytes and renaming only touch the system's cache and take
 * microseconds, much less than the way through the thread pool; they are done at once, so who reads
 * many lets others have a turn in between. What waits for the medium is awaited.
 */
export interface StateDisk {
  /** Private to the person (0700), with its parents. */
  makeFolder(path: string): Promise<void>;
  /** `undefined` when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Names, in no order; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Private to the person (0600); replaces what was there. */
  write(path: string, text: string): Promise<void>;
  append(path: string, text: string): Promise<void>;
  /** Waits until the content of a file is on the medium. */
  syncFile(path: string): Promise<void>;
  /** Waits until the names in a folder are on the medium; does nothing where that cannot be asked. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; `false`, and nothing changed, when that name is taken. */
  link(from: string, to: string): Promise<boolean>;
  /** Fine when there is nothing. */
  remove(path: string): Promise<void>;
}

export const nodeStateDisk: StateDisk = {
  async makeFolder(path) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  },
  read: (path) => orWhenAbsent(() => patiently(() => readFileSync(path, 'utf8')), undefined),
  list: (folder) => orWhenAbsent(async () => readdirSync(folder), []),
  async write(path, text) {
    await patiently(() => {
      writeFileSync(path, text, { mode: 0o600 });
    });
  },
  async append(path, text) {
    await patiently(() => {
      writeFileSync(path, text, { mode: 0o600, flag: 'a' });
    });
  },
  syncFile: (path) => sync(path, 'r+'),
  async syncFolder(path) {
    // Windows has no handle for that; NTFS journals the names by itself.
    if (process.platform !== 'win32') await sync(path, 'r');
  },
  rename: (from, to) =>
    patiently(() => {
      renameSync(from, to);
    }),
  async link(from, to) {
    try {
      await patiently(() => link(from, to));
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!noLinks.has(codeOf(error))) throw error;
      // A file system without hard links (exFAT, some network shares).
      return copyUnlessThere(from, to);
    }
  },
  remove: (path) => orWhenAbsent(() => patiently(() => unlink(path)), undefined),
};

/** A failure of the operating system: disk full, read-only, not permitted. */
export function isDiskError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const fd = openSync(path, flags);
  try {
    await synced(fd);
  } finally {
    closeSync(fd);
  }
}

const mostTries = 5;

/** On Windows somebody who just looks at the file (a scanner, another window) makes a step fail. */
async function patiently<T>(step: () => T | Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await step();
    } catch (error) {
      const isBusy = ['EPERM', 'EBUSY', 'EACCES'].includes(String(codeOf(error)));
      if (process.platform !== 'win32' || !isBusy || round === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * round));
    }
  }
}

const noLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

async function copyUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function orWhenAbsent<T>(act: () => Promise<T>, absent: T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return absent;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
