import { closeSync, fsync, renameSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { PinnedFolder } from './pinnedFolder.ts';
import {
  sameState,
  type BeforeStep,
  type FileState,
  type Replaced,
  type ReplaceOptions,
} from './disk.ts';
import { carryOver, isSameFile } from './carryOver.ts';
import { codeOf, refuseUnseen, type FileRefusal } from './fileRefusal.ts';
import { readGuarded } from './guardedRead.ts';
import { inherit } from './inherit.ts';
import { patiently } from './patiently.ts';
import { makeTemporary, sweepNowAndThen, type Temporary } from './temporaries.ts';

const synced = promisify(fsync);

/**
 * Replaces a file as a whole or not at all: a temporary one beside it, which git does not see, is
 * given what the old one has beside its bytes, brought to the disk and renamed over it, after a last look
 * that the file is still the old one.
 * Replaces a name, not what a link of that name leads to.
 * @throws the error of the file system, when the temporary one is gone again
 */
export async function atomicReplace(
  pinned: PinnedFolder,
  name: string,
  was: FileState,
  bytes: Uint8Array,
  options: ReplaceOptions,
): Promise<Replaced | FileRefusal> {
  const done = { isRenamed: false };
  try {
    const hindrance = await exchange(pinned, name, was, bytes, options, done);
    if (hindrance !== undefined) return hindrance;
    // Reading back takes no longer than the disk needs for the folder.
    const [, stands] = await Promise.all([
      syncFolder(pinned, options.beforeStep),
      readBack(pinned, name, bytes, options.beforeStep),
    ]);
    return stands ? 'replaced' : 'overtaken';
  } catch (error) {
    if (!done.isRenamed || codeOf(error) === undefined) throw error;
    return refuseUnseen();
  }
}

/** Everything up to the rename; answers why it did not come to that. */
async function exchange(
  pinned: PinnedFolder,
  name: string,
  was: FileState,
  bytes: Uint8Array,
  { beforeStep, newMode }: ReplaceOptions,
  done: { isRenamed: boolean },
): Promise<'changed' | FileRefusal | undefined> {
  await beforeStep('create');
  const temporary = await makeTemporary(pinned, name);
  let fd: number | undefined = temporary.fd;
  try {
    await beforeStep('attributes');
    const carried = await carryOver(pinned, name, temporary);
    if (carried.kind === 'refused') return carried;
    await beforeStep('write');
    writeFileSync(fd, bytes);
    await beforeStep('sync');
    await Promise.all([synced(fd), sweep(pinned, temporary)]);
    await beforeStep('compare');
    const look = () => {
      const now = readGuarded(pinned, name);
      const isSame = now.kind === 'file' && sameState(now, was) && isSameFile(carried, now.stats);
      if (now.kind === 'file' && !(isSame && pinned.holds())) return 'changed';
      return now;
    };
    const now = await patiently(look);
    if (now === 'changed' || now.kind === 'refused') return now;
    await beforeStep('mode');
    const refusal = inherit(fd, now.stats, newMode);
    if (refusal !== undefined) return refusal;
    // Windows renames no file that is open.
    closeSync(fd);
    fd = undefined;
    await beforeStep('rename');
    let tries = 0;
    return await patiently(() => {
      tries += 1;
      // Whoever held it in between may have written to it.
      const then = tries > 1 ? look() : now;
      if (then === 'changed' || then.kind === 'refused') return then;
      renameSync(temporary.path, pinned.at(name));
      done.isRenamed = true;
      return undefined;
    });
  } finally {
    if (fd !== undefined) closeSync(fd);
    temporary.remove();
  }
}

async function sweep(pinned: PinnedFolder, temporary: Temporary): Promise<void> {
  sweepNowAndThen(pinned.folder, pinned.at('.'), temporary.madeAt);
}

/** Whether the bytes that passed the reader check stand in the file, and not somebody else's. */
async function readBack(
  pinned: PinnedFolder,
  name: string,
  bytes: Uint8Array,
  beforeStep: BeforeStep,
): Promise<boolean> {
  await beforeStep('read-back');
  const now = await patiently(() => readGuarded(pinned, name));
  return now.kind === 'file' && now.exists && Buffer.compare(now.bytes, bytes) === 0;
}

/** Some file systems sync no folders: the new file is in its place then, and only a power cut undoes it. */
async function syncFolder(pinned: PinnedFolder, beforeStep: BeforeStep): Promise<void> {
  try {
    await beforeStep('sync-folder');
    await pinned.sync();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
