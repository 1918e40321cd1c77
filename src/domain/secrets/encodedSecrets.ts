import { findSecrets, secretBeginnings, type FoundSecret } from './secretFormat.ts';

/**
 * How a beginning looks in Base64, whatever stands before it: three ways, by how it lies in the groups of three
 * bytes, each without the characters that its neighbours decide about, too.
 */
const encodedBeginnings = secretBeginnings.flatMap((beginning) =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + beginning).toString('base64');
    const bits = 8 * (before + beginning.length);
    return encoded.slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6));
  }),
);

/** More than this is data, and no header or field. */
const longest = 4096;

/** True where a text, or its bytes, may hold a value of ours in Base64. */
export function mayHoldEncoded(text: string | Buffer): boolean {
  return encodedBeginnings.some((beginning) => text.includes(beginning));
}

/**
 * Every value of our formats that stands in a text in Base64, alone or with more around it, as in a `Secret` of
 * Kubernetes, a header of basic authentication or what Docker keeps; `index` is where the Base64 begins.
 */
export function findEncodedSecrets(text: string): readonly FoundSecret[] {
  const found = new Map<number, readonly FoundSecret[]>();
  for (const beginning of encodedBeginnings) {
    // Each run is gone through once, so that a text takes no longer than it is long.
    let end = 0;
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, end)) {
      let index = at;
      while (index > end && isEncoding(text.charCodeAt(index - 1))) index -= 1;
      end = at + beginning.length;
      while (isEncoding(text.charCodeAt(end))) end += 1;
      if (end - index > longest || found.has(index)) continue;
      const decoded = Buffer.from(text.slice(index, end), 'base64').toString('latin1');
      const last = end;
      const secrets = findSecrets(decoded).map(({ value }) => ({ value, index, end: last }));
      if (secrets.length > 0) found.set(index, secrets);
    }
  }
  return [...found.values()].flat().sort((one, other) => one.index - other.index);
}

const encoding = new Set(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'),
);
const isEncoding = (code: number): boolean => encoding.has(code);
