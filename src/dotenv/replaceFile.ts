import { randomBytes } from 'node:crypto';
import { chmod, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, readState, refuseFile, type FileRefusal, type FileState } from './safeFile.ts';

/** Called before each step of the write; tests cut the power there. */
export type BeforeStep = (
  step: 'create' | 'write' | 'sync' | 'compare' | 'mode' | 'rename' | 'sync-folder',
) => void | Promise<void>;

const nothing: BeforeStep = () => undefined;
const busyRetries = 5;

/**
 * Replaces a file as a whole or not at all: a temporary one beside it, private from its first byte,
 * is synced and renamed over it, after a last look that nobody else wrote meanwhile. Never copies,
 * so it never follows a link.
 */
export async function replaceFile(
  file: string,
  before: FileState,
  bytes: Uint8Array,
  beforeStep: BeforeStep = nothing,
): Promise<{ readonly kind: 'replaced' } | FileRefusal> {
  const folder = dirname(file);
  await sweep(folder, basename(file));
  const temporary = join(folder, `${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await beforeStep('create');
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await beforeStep('write');
      await handle.writeFile(bytes);
      await beforeStep('sync');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await beforeStep('compare');
    const now = await readState(file);
    if (now.kind === 'refused') return now;
    if (now.sha256 !== before.sha256) return refuseFile('changed-meanwhile');
    await beforeStep('mode');
    if (before.mode !== undefined) await chmod(temporary, before.mode);
    await beforeStep('rename');
    await renameOver(temporary, file);
    await beforeStep('sync-folder');
    await syncFolder(folder);
    return { kind: 'replaced' };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return refuseFile('unwritable');
  } finally {
    await removeIfThere(temporary);
  }
}

/** Windows refuses while a virus scanner or an editor holds the file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const busy = codeOf(error) === 'EPERM' || codeOf(error) === 'EBUSY';
      if (!busy || process.platform !== 'win32' || attempt > busyRetries) throw error;
      await pause(20 * 2 ** attempt);
    }
  }
}

/** Removes what a killed process left; it holds a secret. */
async function sweep(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(`${name}.`) && /^[0-9a-f]{12}\.tmp$/.test(entry.slice(name.length + 1))) {
      await removeIfThere(join(folder, entry));
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
