import { lstatSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { copiedInto, settingsOfVersionControl } from '../files/besideWalk.ts';
import { isNamedLikeEnv } from './envFileName.ts';
import { createRestInThread } from './restInThread.ts';
import { isClosedArchive } from '../files/packed.ts';
import { isInside } from '../files/isInside.ts';
import { codeOf } from '../files/fileRefusal.ts';
import { readSmall } from '../files/readSmall.ts';
import { readWhole } from '../files/readWhole.ts';
import { listUnignored } from './git/trackedFiles.ts';
import { isFresh, whenSteady } from '../files/steady.ts';
import { createTimeSlice } from '../files/timeSlice.ts';
import {
  isForeign,
  shownPath,
  type TakeOver,
  walkFolders,
  type FilePath,
  type Unwalked,
} from '../files/walkFiles.ts';

/** Above this a file is not looked into, and is named instead. In bytes. */
export const mostBytes = 16 * 1024 * 1024;

/** What a search left out, by why; absolute paths, as people read them. */
export interface Unsearched extends Unwalked {
  readonly tooLarge: string[];
  /** Archives, and what is compressed in a way that is not undone. */
  readonly packed: string[];
  /** Others wrote to them all the time. What could be read of them was looked into. */
  readonly changing: string[];
  /** Links to folders outside. */
  readonly linked: string[];
  /** Folders of package managers and builds of which git did not say what it tracks there. */
  readonly unasked: string[];
}

export const nothingLeftOut = (): Unsearched => ({
  ...{ unreadable: [], tooDeep: [] },
  ...{ tooLarge: [], packed: [], changing: [], linked: [], unasked: [] },
});

/** A file in which something stands that is wanted. */
export interface Found {
  readonly file: FilePath;
  /** Good until `look` has begun to wait. */
  readonly bytes: Buffer;
  readonly isChanging: boolean;
}

export interface Search {
  /** Whether a file, of which this is a piece, is to be looked at closer. Called for every file, so it has to be quick. */
  readonly wants: (file: FilePath, bytes: Buffer) => boolean;
  /**
   * Files that are wanted whatever they hold. Where this is given a second thread (`searchThread.ts`) helps, and says of files that it
   * does not want them.
   */
  readonly always?: ReadonlySet<string>;
  readonly look: (found: Found) => Promise<void>;
  readonly signal: AbortSignal;
  readonly unsearched: Unsearched;
  /** Told now and then how many files were looked at. */
  readonly tell?: ((files: number) => void) | undefined;
}

/** So many files are waited for at once where the disk takes its time. */
const atOnce = 16;
/** A disk that takes longer for a file, on average of a turn, is a slow one, and is not waited for without others. */
const slowMs = 1.25;
/** For so many files, then it is tried again. */
const slowFor = 256;

/**
 * Looks into every file below a folder that could hand a value to a program: what git tracks or does not
 * ignore, wherever it lies, and all else outside the folders of package managers and builds; of those the env
 * files that a build copies there, and of version control its settings. Answers with how many there were.
 */
export async function searchFiles(folder: string, search: Search): Promise<number> {
  const { unsearched, signal } = search;
  const visit = createVisits(search, await realpath(folder).catch(() => folder));
  const visitAll = async (files: readonly FilePath[]) => {
    for (const file of files) {
      const work = visit.file(file);
      if (work) await work;
    }
  };
  const seen = new Set<string>();
  const thread = search.always && createRestInThread(search.always, unsearched, signal);
  const walk = async (from: FilePath, takeOver?: TakeOver): Promise<void> => {
    const foreign = new Map<string, string[]>();
    const copied = new Set<string>();
    let top = shownPath(from);
    for await (const walked of walkFolders(from, unsearched, signal, takeOver)) {
      // Git is asked in the innermost repository about what lies in it.
      if (walked.hasGit) top = shownPath(walked.folder);
      await visitAll(walked.files);
      for (const link of walked.links) await visit.link(link);
      for (const each of walked.versionControl) {
        await visitAll(await settingsOfVersionControl(each));
      }
      for (const each of walked.foreign) {
        for (const file of await copiedInto(each, isNamedLikeEnv)) {
          copied.add(file);
          await visit.file(file);
        }
        const asked = isInside(top, each) ? top : shownPath(from);
        foreign.set(asked, [...(foreign.get(asked) ?? []), each]);
      }
    }
    for (const [asked, folders] of foreign) {
      const listed = await listUnignored(asked, folders, signal);
      if (listed === undefined) unsearched.unasked.push(...folders);
      for (const file of listed ?? []) {
        if (copied.has(file)) continue;
        if (!isFolder(file)) await visit.file(file);
        // A repository in a repository is one entry of the outer one.
        else if (!seen.has(file)) {
          seen.add(file);
          await walk(file);
        }
      }
    }
  };
  try {
    await walk(folder, () => thread?.takeOver(visit.count()));
  } finally {
    thread?.end();
  }
  await visit.end();
  return visit.count() + (thread?.count() ?? 0);
}

const isFolder = (file: string): boolean =>
  lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;

/** A piece is looked at in a few milliseconds; what lies across two is in the second as a whole, too. */
const [piece, overlap] = [1024 * 1024, 1024];

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  if (bytes.byteLength <= piece) {
    yield bytes;
    return;
  }
  for (let at = 0; at < bytes.byteLength; at += piece) {
    yield bytes.subarray(Math.max(0, at - overlap), at + piece);
  }
}

/** `outer` is the folder that is searched, without links. */
function createVisits({ wants, look, signal, unsearched, tell }: Search, outer: string) {
  const slice = createTimeSlice();
  const reading = new Set<Promise<void>>();
  let [files, inTurn, readMs, slowLeft] = [0, 0, 0, 0];

  const wait = async (file: FilePath, follow: boolean): Promise<void> => {
    try {
      const whole = await readWhole(file, { mostBytes, follow });
      if (whole === 'too-large') unsearched.tooLarge.push(shownPath(file));
      if (whole === 'too-large' || whole === undefined || signal.aborted) return;
      if (whole.isChanging) unsearched.changing.push(shownPath(file));
      await seen({ file, ...whole });
    } catch (error) {
      leftOut(file, error);
    }
  };
  const seen = async (found: Found): Promise<void> => {
    if (isClosedArchive(found.bytes)) unsearched.packed.push(shownPath(found.file));
    for (const piece of piecesOf(found.bytes)) {
      if (signal.aborted) return;
      if (wants(found.file, piece)) return look(found);
      if (slice.isDue() && piece !== found.bytes) await slice.rest();
    }
  };
  const leftOut = (file: FilePath, error: unknown): void => {
    const code = codeOf(error);
    if (code === undefined) throw error;
    // Gone meanwhile, or a link by now.
    if (code !== 'ENOENT' && code !== 'ELOOP') unsearched.unreadable.push(shownPath(file));
  };
  const emptied = async (file: FilePath): Promise<void> => {
    if (typeof file !== 'string' || !(await isFresh(file))) return;
    await whenSteady(true, file, async () => (await stat(file)).size === 0, Object.is);
    await later(file);
  };
  /** Reads it beside others. */
  const later = async (file: FilePath, follow = false): Promise<void> => {
    const work = wait(file, follow).finally(() => reading.delete(work));
    reading.add(work);
    if (reading.size >= atOnce) await Promise.race(reading);
  };

  const readNow = (file: FilePath) => {
    const since = performance.now();
    try {
      return readSmall(file);
    } finally {
      readMs += performance.now() - since;
    }
  };

  /** What lies in the folder is looked at where it lies. */
  const link = async (at: FilePath): Promise<void> => {
    if (signal.aborted) return;
    try {
      const target = await realpath(at, 'utf8');
      const isHere = isInside(outer, target);
      if (isHere && !isForeign(path.relative(outer, target))) return;
      const stats = await stat(at);
      if (stats.isDirectory() && !isHere) unsearched.linked.push(shownPath(at));
      if (!stats.isFile()) return;
      files += 1;
      await later(at, true);
    } catch (error) {
      leftOut(at, error);
    }
  };

  /** `undefined` where there is nothing more to do. */
  const at = (file: FilePath): Promise<void> | undefined => {
    try {
      const bytes = readNow(file);
      if (bytes === 'large') return later(file);
      // Emptied by whoever is about to write it.
      if (bytes.byteLength === 0) return emptied(file).catch(refused(file));
      if (isClosedArchive(bytes)) unsearched.packed.push(shownPath(file));
      if (!wants(file, bytes)) return undefined;
      return look({ file, bytes, isChanging: false }).catch(refused(file));
    } catch (error) {
      return refused(file)(error);
    }
  };
  const refused = (file: FilePath) => (error: unknown) => {
    if (codeOf(error) === 'ELOOP') return link(file);
    leftOut(file, error);
    return undefined;
  };
  const rested = async (work: Promise<void> | undefined): Promise<void> => {
    await work;
    if (!slice.isDue()) return;
    // A turn is over by the folder that was listed, by git and by what was found, too: none is the disk's.
    if (readMs > slowMs * inTurn) slowLeft = slowFor;
    [inTurn, readMs] = [0, 0];
    tell?.(files);
    await slice.rest();
  };

  return {
    link,
    /** Nothing is waited for where nothing is to be: a promise for each file takes as long as to open it. */
    file(file: FilePath): Promise<void> | undefined {
      if (signal.aborted) return undefined;
      files += 1;
      if (slowLeft > 0) {
        slowLeft -= 1;
        return later(file);
      }
      inTurn += 1;
      const work = at(file);
      return work !== undefined || slice.isDue() ? rested(work) : undefined;
    },
    async end(): Promise<void> {
      await Promise.all(reading);
    },
    count: () => files,
  };
}
