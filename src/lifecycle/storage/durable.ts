import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { StateDisk } from '../model/stateDisk.ts';
import { isGone, type Window } from '../model/window.ts';

/** Replaces a file so that, after a kill or a power cut, the old or the new text is there whole. */
export async function replaceDurably(
  disk: StateDisk,
  owner: Window,
  path: string,
  text: string,
): Promise<void> {
  const temporary = await writeTemporary(disk, owner, path, text);
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    await discard(disk, temporary);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}

/**
 * Adds a line to a file that is on the medium. After a power cut it is there whole, torn, or not at
 * all. Takes a third of what replacing the file takes: neither a new name nor its folder is involved.
 */
export async function appendDurably(disk: StateDisk, path: string, line: string): Promise<void> {
  // The line break comes first: a line that was torn then ends where the next one starts.
  await disk.append(path, `\n${line}`);
  await disk.syncFile(path);
}

/** Removes a file so that no power cut brings it back; fine where there is none. */
export async function removeDurably(disk: StateDisk, path: string): Promise<void> {
  if ((await disk.read(path)) === undefined) return;
  await disk.remove(path);
  await disk.syncFolder(dirname(path));
}

/** Makes a file with its whole text at once; `false` when somebody else made it first. */
export async function createDurably(
  disk: StateDisk,
  owner: Window,
  path: string,
  text: string,
): Promise<boolean> {
  const temporary = await writeTemporary(disk, owner, path, text);
  let made: boolean;
  try {
    made = await disk.link(temporary, path);
  } finally {
    await discard(disk, temporary);
  }
  if (made) await disk.syncFolder(dirname(path));
  return made;
}

/** Removes what processes that no longer live left half written in a folder. */
export async function removeTemporaries(
  disk: StateDisk,
  folder: string,
  host: string,
): Promise<void> {
  for (const name of await disk.list(folder)) {
    const pid = /\.(\d+)\.[0-9a-f]{12}\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && isGone({ id: '', pid: Number(pid), host })) {
      await disk.remove(join(folder, name));
    }
  }
}

async function writeTemporary(
  disk: StateDisk,
  owner: Window,
  path: string,
  text: string,
): Promise<string> {
  const name = `${basename(path)}.${owner.pid}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = join(dirname(path), name);
  try {
    await disk.write(temporary, text);
    await disk.syncFile(temporary);
  } catch (error) {
    await discard(disk, temporary);
    throw error;
  }
  return temporary;
}

/** What cannot be removed now is swept later; the failure that led here is the one to tell. */
async function discard(disk: StateDisk, temporary: string): Promise<void> {
  await disk.remove(temporary).catch(() => undefined);
}
