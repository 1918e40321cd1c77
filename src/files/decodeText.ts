/** The text of a file as an editor shows it: UTF-16 by its mark, UTF-8 else; without the mark. */
export function decodeText(bytes: Buffer): string {
  if (!isUtf16(bytes)) return bytes.toString().replace(/^\uFEFF/, '');
  const isWhole = bytes.length - (bytes.length % 2);
  const body = Buffer.from(bytes.subarray(2, isWhole));
  return (bytes[0] === 0xff ? body : body.swap16()).toString('utf16le');
}

/** Whether a file says by its first two bytes that it is UTF-16. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
