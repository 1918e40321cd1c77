import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from './fileRefusal.ts';

const NAME = /^\.(?:env(?:\.[\w-]+)*|gitignore)\.[0-9a-f]{16}\.tmp$/;
/** A write takes milliseconds: what is this old was left by a process that ended. */
const STALE_MS = 60_000;

export function temporaryName(file: string): string {
  return `${file}.${randomBytes(8).toString('hex')}.tmp`;
}

/** Takes a file away that may already be gone. */
export function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * Removes what killed processes left in a folder, for it holds secrets: plain files of our own
 * naming, old enough not to belong to another window's write. Returns how many there were.
 */
export function sweepTemporaries(folder: string, olderThanMs = STALE_MS): number {
  const stale = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => {
      const stats = lstatSync(file, { throwIfNoEntry: false });
      return stats?.isFile() === true && Date.now() - stats.mtimeMs >= olderThanMs;
    });
  for (const file of stale) unlinkIfThere(file);
  return stale.length;
}

const lastSwept = new Map<string, number>();

/**
 * The same, through the path `open` of the folder, and at most once in the time after which a file is
 * stale: what one look leaves as too new no earlier one could take.
 */
export function sweepNowAndThen(folder: string, open: string): void {
  const now = performance.now();
  const last = lastSwept.get(folder);
  if (last !== undefined && now - last < STALE_MS) return;
  lastSwept.set(folder, now);
  sweepTemporaries(open);
}
