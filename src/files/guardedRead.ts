import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
} from 'node:fs';
import type { PinnedFolder } from './pinnedFolder.ts';
import type { FileState, FileWarning } from './disk.ts';
import { refuseFile, type FileRefusal } from './fileRefusal.ts';
import { isSameNode } from './sameNode.ts';

/** Above this a `.env` is a mistake, and reading it would be felt. In bytes. */
export const MAX_BYTES = 1024 * 1024;

/** What a disk knows of a file beside its bytes; absent when there is no file. */
export interface NodeState extends FileState {
  readonly stats?: Stats;
}

// Windows has neither flag; there both are undefined, and `|` takes that for 0.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads a file that is plainly a file: no link, device, pipe or folder, and of a bearable size.
 * @throws the error of the file system
 */
export function readGuarded(pinned: PinnedFolder, name: string): NodeState | FileRefusal {
  const file = pinned.at(name);
  const before = lstatSync(file, { throwIfNoEntry: false });
  if (before === undefined)
    return { kind: 'file', bytes: new Uint8Array(), exists: false, warnings: [] };
  const odd = oddity(before);
  if (odd !== undefined) return refuseFile(odd);
  // Never through a link, and never waiting, should either have taken the file's place just now.
  const fd = openSync(file, FLAGS);
  try {
    const stats = fstatSync(fd);
    if (!isSameNode(stats, before)) return refuseFile('changed-meanwhile');
    const bytes = readFileSync(fd);
    if (bytes.byteLength > MAX_BYTES) return refuseFile('too-large-to-read');
    return {
      kind: 'file',
      bytes,
      exists: true,
      readOnly: isReadOnly(stats),
      warnings: warnings(stats),
      stats,
    };
  } finally {
    closeSync(fd);
  }
}

function oddity(stats: Stats): FileRefusal['code'] | undefined {
  if (stats.isSymbolicLink()) return 'is-a-link';
  if (stats.isDirectory()) return 'is-a-folder';
  if (!stats.isFile()) return 'not-a-file';
  return stats.size > MAX_BYTES ? 'too-large-to-read' : undefined;
}

/** Whether its owner, too, may only read it. */
export function isReadOnly({ mode }: Stats): boolean {
  return (mode & 0o222) === 0;
}

function warnings(stats: Stats): FileWarning[] {
  const found: FileWarning[] = [];
  if (stats.nlink > 1) found.push({ kind: 'hard-linked' });
  const others = process.platform !== 'win32' && (stats.mode & 0o077) !== 0;
  if (others) found.push({ kind: 'readable-by-others' });
  return found;
}
