import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { basename, dirname, relative, isAbsolute, sep } from 'node:path';
import { MAX_BYTES } from './regularFile.ts';

export type FileRefusalCode =
  | 'outside-folder'
  | 'bad-file-name'
  | 'is-a-link'
  | 'is-a-folder'
  | 'not-a-file'
  | 'unreadable'
  | 'unwritable'
  | 'changed-meanwhile'
  | 'too-large-to-read';

/** Why a file may not be touched at all. */
export interface FileRefusal {
  readonly kind: 'refused';
  readonly code: FileRefusalCode;
  readonly sentence: string;
}

/** A file as it was at one moment; absent files are empty and have no mode. */
export interface FileState {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  readonly mode: number | undefined;
  readonly sha256: string;
}

const sentences: Readonly<Record<FileRefusalCode, string>> = {
  'outside-folder': 'The file does not lie in the open folder. Choose one that does.',
  'bad-file-name':
    'The file’s name must be .env or begin with .env. and it must not be an example or a template.',
  'is-a-link': 'The file is a symbolic link. Choose the file it points to.',
  'is-a-folder': 'There is a folder of that name. Rename it, or choose another file.',
  'not-a-file': 'That is no ordinary file. Choose another one.',
  unreadable: 'The file cannot be read. Check its permissions.',
  unwritable: 'The file or its folder cannot be written. Check permissions and free space.',
  'changed-meanwhile': 'The file keeps changing while it is written. Try again in a moment.',
  'too-large-to-read': 'The file is larger than 1 MiB. Copy the value and add it yourself.',
};

export function refuseFile(code: FileRefusalCode): FileRefusal {
  return { kind: 'refused', code, sentence: sentences[code] };
}

/** True for a name that may hold secrets: `.env`, `.env.local`, never `.env.example`. */
export function isEnvName(file: string): boolean {
  return /^\.env(\.(?!(example|sample|template|dist)$)[\w-]+)*$/.test(basename(file));
}

/** Why this path may not be written, whatever is there: its name, or that it leaves the folder. */
export async function guardPath(folder: string, file: string): Promise<FileRefusal | undefined> {
  if (!isEnvName(file)) return refuseFile('bad-file-name');
  // The parent is resolved, so that a linked folder cannot lead elsewhere.
  const inside = relative(await realpath(folder), await realpath(dirname(file)));
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return refuseFile('outside-folder');
  }
  return undefined;
}

/** Reads through one handle that is what it was when it was looked at: no link, no device. */
export async function readState(file: string): Promise<FileState | FileRefusal> {
  const before = await statOf(file);
  if (before === undefined) return stateOf(new Uint8Array(), undefined);
  const odd = oddity(before);
  if (odd) return refuseFile(odd);
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const now = await handle.stat();
      if (now.ino !== before.ino || now.dev !== before.dev) return refuseFile('changed-meanwhile');
      return stateOf(await handle.readFile(), now.mode & 0o7777);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return refuseFile('is-a-link');
    return refuseFile('unreadable');
  }
}

function oddity(stats: Stats): FileRefusalCode | undefined {
  if (stats.isSymbolicLink()) return 'is-a-link';
  if (stats.isDirectory()) return 'is-a-folder';
  if (!stats.isFile()) return 'not-a-file';
  return stats.size > MAX_BYTES ? 'too-large-to-read' : undefined;
}

function stateOf(bytes: Uint8Array, mode: number | undefined): FileState {
  return { kind: 'file', bytes, mode, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await lstat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's code of an error, e.g. `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
