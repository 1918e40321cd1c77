import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, rmSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a window listens. */
export interface SocketPlace {
  readonly address: string;
  /** For the person alone, once something listens there. */
  close(): void;
  remove(): void;
}

const pipes = '\\\\.\\pipe\\';

/**
 * A new place that only this person can reach: on Windows a pipe, which the system gives to its maker,
 * elsewhere a socket in a folder of its own. The name is short, as a socket's must be (104 bytes).
 */
export function makeSocketPlace(base = usualBase()): SocketPlace {
  if (process.platform === 'win32') {
    const address = `${pipes}keyrail-${randomBytes(16).toString('hex')}`;
    return { address, close: nothing, remove: nothing };
  }
  // `mkdtemp` makes it with mode 0700 or fails: nobody else can have put one there.
  const folder = mkdtempSync(path.join(base, 'keyrail-'));
  const address = path.join(folder, 's');
  return {
    address,
    close: () => {
      chmodSync(address, 0o600);
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The system's folder for such sockets, which is the person's own, or that for what is temporary. */
export function usualBase(): string {
  const own = process.env['XDG_RUNTIME_DIR'];
  if (own !== undefined && isOwn(own) && isShort(own)) return own;
  const temporary = tmpdir();
  return isShort(temporary) ? temporary : '/tmp';
}

/** Whether a socket in it can have a name: macOS takes 103 bytes. */
function isShort(base: string): boolean {
  return Buffer.byteLength(path.join(base, 'keyrail-123456', 's')) <= 103;
}

/** Why an address is not asked: who listens there might be somebody else. */
export type AddressTrouble = 'gone' | 'open-to-others' | 'not-yours';

/** What is wrong with an address, before anything is sent there. */
export function addressTrouble(address: string): AddressTrouble | undefined {
  if (process.platform === 'win32') return address.startsWith(pipes) ? undefined : 'not-yours';
  try {
    return socketTrouble(lookAt(path.dirname(address)), lookAt(address));
  } catch {
    // Another person's folder cannot be looked into, as by who became somebody else with `su`.
    return 'not-yours';
  }
}

function socketTrouble(folder: Stats | undefined, socket: Stats | undefined) {
  if (!folder || !socket) return 'gone';
  const mine = process.getuid?.();
  if (!folder.isDirectory() || !socket.isSocket()) return 'not-yours';
  if (folder.uid !== mine || socket.uid !== mine) return 'not-yours';
  return (folder.mode & 0o077) === 0 ? undefined : 'open-to-others';
}

function isOwn(folder: string): boolean {
  const found = lookAt(folder);
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

/** Of a link the link. @returns `undefined` where nothing is */
function lookAt(file: string) {
  return lstatSync(file, { throwIfNoEntry: false });
}

function nothing(): void {
  // A pipe is gone when nobody listens any more.
}
