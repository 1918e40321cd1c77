import { isUtf8 } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Folders in which version control keeps what is its own. */
const versionControl: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.jj', '.sl', '.svn', '.bzr', '.pijul', '_darcs'],
]);

/**
 * Folders that are not walked through: what package managers and builds put there is not the person's, and
 * there is a lot of it. What in them git tracks, or does not ignore, is found through git.
 */
const foreignFolders: ReadonlySet<string> = new Set([
  ...[
    'node_modules',
    'bower_components',
    '.venv',
    'venv',
    'site-packages',
    'vendor',
    '__pycache__',
  ],
  ...['target', 'dist', '.next', '.cache', '.terraform'],
]);

/** Whether a path leads through a folder that is not walked through. `file` is relative. */
export function isForeign(file: string): boolean {
  return file.split(path.sep).some((name) => foreignFolders.has(name) || versionControl.has(name));
}

/** An absolute path; in bytes where it is no UTF-8, so that no text leads there. */
export type FilePath = string | Buffer;

/** The same as people read it: what is no UTF-8 is a sign (`U+FFFD`). Bytes that went to another thread are no buffer there. */
export const shownPath = (file: FilePath): string =>
  typeof file === 'string' ? file : Buffer.from(file).toString();

/** What was not looked into, for whoever says how much was looked at. Absolute paths. */
export interface Unwalked {
  /** Files and folders that could not be read. */
  readonly unreadable: string[];
  /** Folders so deep that they were left out. */
  readonly tooDeep: string[];
}

/** A tree is not deeper than this; a loop of mounts is. */
const deepest = 64;

/** So many folders are asked for before they are needed: a disk is waited for, and so is the next turn. */
const readAhead = 8;

/** One folder and what is to be looked at in it. */
export interface Walked {
  readonly folder: FilePath;
  /** Ordinary files. */
  readonly files: readonly FilePath[];
  /** Links, whatever they lead to. */
  readonly links: readonly FilePath[];
  /** Folders in it that are not walked through. */
  readonly foreign: readonly string[];
  /** Folders of version control in it, whose contents are their own. */
  readonly versionControl: readonly string[];
  /** Whether a repository of git has its top here. */
  readonly hasGit: boolean;
}

/** A folder that is still to be walked through. */
export interface Waiting {
  readonly folder: FilePath;
  readonly depth: number;
}

/** What is left of a walk. */
export interface Rest {
  /** Folders that were listed and not told of. */
  readonly listed: readonly Walked[];
  readonly waiting: readonly Waiting[];
}

/** Somebody who goes on with a walk; `undefined` as long as it cannot. */
export type TakeOver = () => ((rest: Rest) => AsyncGenerator<Walked>) | undefined;

/**
 * The folders below one and itself, whatever their names and whatever hides them in the Explorer; links are
 * not followed. One of many files comes in parts. What cannot be read is added to `unwalked`.
 */
export async function* walkFolders(
  folder: FilePath,
  unwalked: Unwalked,
  signal?: AbortSignal,
  takeOver: TakeOver = () => undefined,
): AsyncGenerator<Walked> {
  const waiting: Waiting[] = [{ folder, depth: 0 }];
  const asked: Promise<Read>[] = [];
  for (;;) {
    while (asked.length < readAhead) {
      const next = waiting.pop();
      if (!next) break;
      asked.push(readFolder(next));
    }
    const read = await asked.shift();
    if (!read || signal?.aborted) return;
    const parts = partsOf(sortOut(read, waiting, unwalked));
    for (const part of parts) {
      const goOn = takeOver();
      if (goOn) {
        const others = (await Promise.all(asked)).map((each) => sortOut(each, waiting, unwalked));
        const listed = [part, ...parts, ...others.filter((each) => each !== undefined)];
        yield* goOn({ listed, waiting });
        return;
      }
      yield part;
    }
  }
}

/** The rest of a walk, for a thread that nobody waits for. */
export function* walkRest({ listed, waiting: first }: Rest, unwalked: Unwalked): Generator<Walked> {
  for (const each of listed) yield* partsOf(each);
  const waiting = [...first];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield* partsOf(sortOut(readAtOnce(next), waiting, unwalked));
  }
}

/** So many files of a folder are one part of it. */
const mostFiles = 64;

function* partsOf(walked: Walked | undefined): Generator<Walked> {
  if (!walked) return;
  yield { ...walked, files: walked.files.slice(0, mostFiles) };
  const others = { ...walked, links: [], foreign: [], versionControl: [] };
  for (let at = mostFiles; at < walked.files.length; at += mostFiles) {
    yield { ...others, files: walked.files.slice(at, at + mostFiles) };
  }
}

/** What is in a folder, by what becomes of it; those that are walked through next are added to `waiting`. */
function sortOut(read: Read, waiting: Waiting[], unwalked: Unwalked): Walked | undefined {
  if (!read.entries) {
    unwalked.unreadable.push(shownPath(read.folder));
    return undefined;
  }
  const [files, links, foreign]: [FilePath[], FilePath[], string[]] = [[], [], []];
  const kept: string[] = [];
  let hasGit = false;
  for (const entry of read.entries) {
    const at = below(read.folder, entry.name);
    const name = shownPath(entry.name);
    if (name === '.git') hasGit = true;
    if (entry.isFile()) files.push(at);
    else if (entry.isSymbolicLink()) links.push(at);
    else if (!entry.isDirectory()) continue;
    else if (versionControl.has(name)) kept.push(shownPath(at));
    else if (foreignFolders.has(name)) foreign.push(shownPath(at));
    else if (read.depth < deepest) waiting.push({ folder: at, depth: read.depth + 1 });
    else unwalked.tooDeep.push(shownPath(at));
  }
  return { folder: read.folder, files, links, foreign, versionControl: kept, hasGit };
}

/** Absolute paths of the ordinary files below a folder, as far as they are text. */
export async function* walkFiles(
  folder: string,
  unwalked: Unwalked,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  for await (const { files } of walkFolders(folder, unwalked, signal)) {
    for (const file of files) if (typeof file === 'string') yield file;
  }
}

type Entry = Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'> & {
  readonly name: FilePath;
};

interface Read extends Waiting {
  /** `undefined` where the folder is gone or may not be read. */
  readonly entries: readonly Entry[] | undefined;
}

async function readFolder(waiting: Waiting): Promise<Read> {
  return { ...waiting, entries: await entriesOf(waiting.folder).catch(none) };
}

function readAtOnce(waiting: Waiting): Read {
  try {
    return { ...waiting, entries: entriesAtOnce(waiting.folder) };
  } catch (error) {
    none(error);
    return { ...waiting, entries: undefined };
  }
}

function none(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error)) throw error;
}

async function entriesOf(folder: FilePath): Promise<readonly Entry[]> {
  if (typeof folder === 'string') {
    const entries = await readdir(folder, { withFileTypes: true });
    if (!entries.some(isOdd)) return entries;
  }
  return readdir(folder, { withFileTypes: true, encoding: 'buffer' });
}

function entriesAtOnce(folder: FilePath): readonly Entry[] {
  if (typeof folder === 'string') {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (!entries.some(isOdd)) return entries;
  }
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
}

/** What is no UTF-8 shows as this sign, and a path with it leads nowhere. */
const isOdd = ({ name }: { readonly name: string }): boolean => name.includes('\uFFFD');

function below(folder: FilePath, name: FilePath): FilePath {
  const text = typeof name === 'string' ? name : isUtf8(name) ? name.toString() : undefined;
  if (typeof folder === 'string' && text !== undefined) {
    return folder.endsWith(path.sep) ? folder + text : folder + path.sep + text;
  }
  return Buffer.concat([bytesOf(folder), Buffer.from(path.sep), bytesOf(name)]);
}

const bytesOf = (part: FilePath): Buffer => (typeof part === 'string' ? Buffer.from(part) : part);
