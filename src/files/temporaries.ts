import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PinnedFolder } from './pinnedFolder.ts';
import { codeOf } from './fileRefusal.ts';
import { isHeld } from './patiently.ts';

const synced = promisify(fsync);

/** A folder that holds the next content of the file it is named after. */
const FOLDER_NAME = /^.+\.[0-9a-f]{16}\.tmp$/;
/** What older versions made, which wrote only these. */
const FILE_NAME = /^\.(?:env(?:\.[\w-]+)*|gitignore)\.[0-9a-f]{16}\.tmp$/;
/** A write takes milliseconds: what is this old was left by a process that ended. */
const STALE_MS = 60_000;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** What is in the folder of a temporary file: the rule that hides both of them from git, and the file. */
const RULE = '.gitignore';
const FILE = 'new';
/** On Windows for a moment the access list of the file, which is no secret. */
const LIST = 'list';

/** A file that is to take the place of another one, in a folder of its own beside that one. */
export interface Temporary {
  readonly path: string;
  /** Open for writing. */
  readonly fd: number;
  /** Where its access list may be written on the way. */
  readonly list: string;
  /** When it was made, in milliseconds by the clock of the disk, which may be another machine's. */
  readonly madeAt: () => number;
  /** Takes away what is left of it. The file is closed by its user. */
  remove(): void;
}

/**
 * Makes a temporary file, private from its first byte, that no `git add -A` takes, in whichever
 * repository around it: a rule in the file's own folder outranks all others, so it holds whatever they
 * say, and it is on the disk before the file is there. @throws the file system's error
 */
export async function makeTemporary(
  pinned: Pick<PinnedFolder, 'at'>,
  name: string,
): Promise<Temporary> {
  const folder = pinned.at(temporaryName(name));
  const file = path.join(folder, FILE);
  mkdirSync(folder, { mode: 0o700 });
  const remove = () => {
    removeFolder(folder);
  };
  try {
    const rule = openSync(path.join(folder, RULE), NEW_FILE, 0o600);
    try {
      writeFileSync(rule, '*\n');
      await synced(rule);
    } finally {
      closeSync(rule);
    }
    const list = path.join(folder, LIST);
    const madeAt = () => lstatSync(folder).mtimeMs;
    return { path: file, fd: openSync(file, NEW_FILE, 0o600), list, madeAt, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** No name on a disk is longer, in bytes. */
const longestName = 255;

/** After the file, as far as there is room for its name. */
function temporaryName(name: string): string {
  const end = `.${randomBytes(8).toString('hex')}.tmp`;
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) + end.length > longestName) characters.pop();
  return `${characters.join('')}${end}`;
}

/** The file goes first: what hides it stays as long as it does. */
function removeFolder(folder: string): void {
  unlinkIfThere(path.join(folder, FILE));
  try {
    unlinkIfThere(path.join(folder, LIST));
    unlinkIfThere(path.join(folder, RULE));
    rmdirSync(folder);
  } catch (error) {
    // What somebody else keeps open or has put there holds no secret of ours.
    if (codeOf(error) === undefined) throw error;
  }
}

/** Takes a file away that may already be gone. */
function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (process.platform !== 'win32' || !isHeld(error)) throw error;
    // A virus scanner looks at it. It holds a secret, so that it is waited for.
    try {
      rmSync(file, { force: true, recursive: true, maxRetries: 5, retryDelay: 20 });
    } catch (error) {
      // An access list may let a person write a file and not delete it.
      truncateSync(file);
      throw error;
    }
  }
}

/**
 * Removes what killed processes left in a folder, for it holds secrets: folders of our own naming that
 * hold nothing else, and the plain files that older versions made; old enough not to belong to another
 * window's write. Returns how many there were.
 *
 * @param now in milliseconds, by the clock of the disk, asked for where there is something to judge: where that
 *   is behind ours, as one of a server can be or of a virtual machine that slept, what is written at this moment is
 *   old by ours
 */
export function sweepTemporaries(
  folder: string,
  now: () => number,
  olderThanMs = STALE_MS,
): number {
  let swept = 0;
  let clock: number | undefined;
  for (const name of readdirSync(folder)) {
    if (!FOLDER_NAME.test(name)) continue;
    const left = path.join(folder, name);
    const stats = lstatSync(left, { throwIfNoEntry: false });
    if (!stats) continue;
    clock ??= now();
    if (clock - stats.mtimeMs < olderThanMs) continue;
    if (stats.isFile() && FILE_NAME.test(name)) unlinkIfThere(left);
    else if (stats.isDirectory() && isOurs(left)) removeFolder(left);
    else continue;
    swept += 1;
  }
  return swept;
}

/**
 * The time by the clock of the disk that holds the folder, in milliseconds: that of a folder made there.
 *
 * @throws the file system's error where none can be made, and so nothing be taken away either
 */
export function diskClock(folder: string): number {
  const probe = path.join(folder, temporaryName('clock'));
  mkdirSync(probe, { mode: 0o700 });
  try {
    return lstatSync(probe).mtimeMs;
  } finally {
    rmdirSync(probe);
  }
}

/** Whether a file is what a write of ours makes for a moment, by its name or its folder's. */
export function isTemporary(file: string): boolean {
  return FILE_NAME.test(path.basename(file)) || FOLDER_NAME.test(path.basename(path.dirname(file)));
}

const isOurs = (folder: string): boolean =>
  readdirSync(folder).every((name) => [FILE, RULE, LIST].includes(name));

const lastSwept = new Map<string, number>();

/**
 * The same, through the path `open` of the folder, and at most once in the time after which a file is
 * stale: what one look leaves as too new no earlier one could take.
 */
export function sweepNowAndThen(folder: string, open: string, now: () => number): void {
  const looked = performance.now();
  const last = lastSwept.get(folder);
  if (last !== undefined && looked - last < STALE_MS) return;
  lastSwept.set(folder, looked);
  sweepTemporaries(open, now);
}
