import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from './fileRefusal.ts';

/** A program that writes a file in two steps is through with both after so long. */
const writtenMs = 100;
/** Nobody is in the middle of writing a file that was not touched for so long. */
const freshMs = 2000;
/** How often a file is read again that changes all the time. */
const mostReads = 4;

/**
 * What a file holds once it is left alone for a moment. For one that shows less than before: emptied before
 * it is written anew, it holds nothing for a moment, and what stood in it is not gone for that. A file that
 * nobody has just touched is as it is. `file` is an absolute path on this machine's disk.
 */
export async function whenSteady<T>(
  first: T,
  file: string,
  read: () => Promise<T>,
  isSame: (one: T, other: T) => boolean,
): Promise<T> {
  let was = first;
  for (let reads = 1; reads < mostReads && (await isFresh(file)); reads += 1) {
    await wait(writtenMs);
    const is = await read();
    if (isSame(was, is)) return is;
    was = is;
  }
  return was;
}

/** Whether a file was written, or taken away, a moment ago. */
export async function isFresh(file: string): Promise<boolean> {
  const at = (await changedAt(file)) ?? (await changedAt(path.dirname(file)));
  return at !== undefined && Math.abs(Date.now() - at) < freshMs;
}

async function changedAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}
