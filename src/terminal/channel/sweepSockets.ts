import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { usualBase } from './socketFolder.ts';

/** A window that starts at this moment does not listen yet. */
const youngestMs = 60_000;

/**
 * Takes away the sockets of windows that were killed: those of this person at which nobody listens.
 * Whatever else is there stays.
 */
export async function sweepSockets(base = usualBase(), leastAgeMs = youngestMs): Promise<void> {
  if (process.platform === 'win32') return;
  for (const name of readdirSync(base)) {
    if (!/^keyrail-[A-Za-z0-9]{6}$/.test(name)) continue;
    const folder = path.join(base, name);
    try {
      if (await isLeft(folder, leastAgeMs)) {
        rmSync(path.join(folder, 's'), { force: true });
        // Only where nothing else is in it.
        rmdirSync(folder);
      }
    } catch {
      // Another window was first, or it is somebody else's.
    }
  }
}

async function isLeft(folder: string, leastAgeMs: number): Promise<boolean> {
  const found = lstatSync(folder);
  if (!found.isDirectory() || !isOld(found, leastAgeMs)) return false;
  const [file, ...others] = readdirSync(folder);
  if (file === undefined) return true;
  const socket = path.join(folder, file);
  const is = lstatSync(socket);
  if (file !== 's' || others.length > 0 || !is.isSocket() || !isOld(is, leastAgeMs)) return false;
  return isDeaf(socket);
}

/** Of this person, and not of a moment ago. */
function isOld({ uid, mtimeMs }: Stats, leastAgeMs: number): boolean {
  return uid === process.getuid?.() && Date.now() - mtimeMs >= leastAgeMs;
}

/** Whether nobody listens; a window that has much to do does. */
function isDeaf(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (error) => {
      resolve('code' in error && error.code === 'ECONNREFUSED');
    });
  });
}
