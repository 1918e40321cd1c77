import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { patiently } from '../../files/patiently.ts';

/** What was written: bytes and their hash as 64 hex digits. */
export interface WrittenFile {
  readonly size: number;
  readonly sha256: string;
}

/**
 * Writes a stream to a file, hashing what is written, in one piece: until the last byte is on disk
 * the file is not there, or is the old one. `onBytes` is told the bytes so far.
 */
export async function writeHashed(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (size: number) => void,
): Promise<WrittenFile> {
  const part = join(dirname(file), `.keyrail-${randomBytes(6).toString('hex')}.part`);
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      await sweepParts(dirname(file), (await handle.stat()).mtimeMs);
      for await (const chunk of bytes) {
        hash.update(chunk);
        await handle.writeFile(chunk);
        size += chunk.byteLength;
        onBytes(size);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await patiently(() => rename(part, file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return { size, sha256: hash.digest('hex') };
}

const PART = /^\.keyrail-[0-9a-f]{12}\.part$/;
/** No control plane lets so much time pass between two pieces. */
const STALE_MS = 60 * 60_000;

/** Removes what a process that was ended has left half written; `now` in milliseconds by the clock of that disk. */
async function sweepParts(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!PART.test(name)) continue;
    const left = join(folder, name);
    // Another window may have taken it away already.
    const mtimeMs = (await stat(left).catch(() => undefined))?.mtimeMs ?? now;
    if (now - mtimeMs > STALE_MS) await rm(left, { force: true });
  }
}

/**
 * Writes a text to a file in one piece. A name is replaced, not what a link of that name leads to:
 * a folder can have one where a file is usually put.
 */
export async function writeText(file: string, text: string): Promise<void> {
  await writeHashed(file, Readable.from([Buffer.from(text)]), () => undefined);
}

/** SHA-256 of a file as 64 hex digits, read in pieces. @throws the reason of `signal` */
export async function hashFile(file: string, signal?: AbortSignal): Promise<WrittenFile> {
  signal?.throwIfAborted();
  const hash = createHash('sha256');
  const stream = createReadStream(file, signal ? { signal } : {});
  let size = 0;
  try {
    for await (const chunk of stream) {
      // Without an encoding, a file stream gives buffers.
      const bytes = chunk as Buffer;
      hash.update(bytes);
      size += bytes.byteLength;
    }
  } catch (error) {
    // The stream has an error of its own for what the person stopped.
    signal?.throwIfAborted();
    throw error;
  } finally {
    // Windows takes no file away that is still open.
    if (!stream.closed) await once(stream, 'close');
  }
  return { size, sha256: hash.digest('hex') };
}
