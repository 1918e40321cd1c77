import { gunzipSync } from 'node:zlib';

/** More than this is not unpacked: it would be felt. In bytes. */
const mostUnpacked = 4 * 1024 * 1024;
/** A file of several parts says only of the last how long it is. */
const mostOfParts = 4 * mostUnpacked;

/** How archives and what is compressed begin: zip (and jar, docx, wheel), xz, Zstandard, bzip2, 7z, rar, lz4. */
const beginnings = '504b0304 fd377a585a00 28b52ffd 425a68 377abcaf271c 526172211a07 04224d18'
  .split(' ')
  .map((each) => Buffer.from(each, 'hex'));
const firstBytes = new Set(beginnings.map(([first]) => first));

/** Whether a file is compressed by gzip, by its first bytes. */
export const isGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/** Whether a file is compressed in a way, or to a size, that is not looked into. */
export function isClosedArchive(bytes: Buffer): boolean {
  if (isGzip(bytes))
    return bytes.byteLength > 18 && bytes.readUInt32LE(bytes.byteLength - 4) > mostUnpacked;
  if (!firstBytes.has(bytes[0])) return false;
  return beginnings.some((each) => bytes.subarray(0, each.byteLength).equals(each));
}

/** What is in it; `undefined` where it is nothing of that kind, or is broken. */
export function unpack(bytes: Buffer): Buffer | undefined {
  if (!isGzip(bytes) || isClosedArchive(bytes)) return undefined;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostOfParts });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
