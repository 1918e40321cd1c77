import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../files/fileRefusal.ts';
import { isInside } from '../files/isInside.ts';
import { isClosedArchive } from '../files/packed.ts';
import { readSmall } from '../files/readSmall.ts';
import { readWhole } from '../files/readWhole.ts';
import { isFresh, whenSteady } from '../files/steady.ts';
import { createTimeSlice } from '../files/timeSlice.ts';
import { isForeign, shownPath, type FilePath } from '../files/walkFiles.ts';
import { mostBytes, type Found, type Search } from './search.ts';

/** So many files are waited for at once where the disk takes its time. */
const atOnce = 16;
/** A disk that takes longer for a file, on average of a turn, is a slow one, and is not waited for without others. */
const slowMs = 1.25;
/** For so many files, then it is tried again. */
const slowFor = 256;

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

/**
 * Looks at one file after the other: reads it, asks whether it is wanted, and says what had to be left out.
 * @param outer the folder that is searched, without links
 */
export function createFileVisits({ wants, look, signal, unsearched, tell }: Search, outer: string) {
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
