import { filesWhose } from './filesWhose.ts';

/** Files below `folder`, links not followed, that hold `text` in any of the usual spellings. */
export function findInFiles(folder: string, text: string): string[] {
  const bytes = Buffer.from(text);
  const spellings = [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    // From any of the three places where base64 may begin, without the ends that depend on it.
    ...[0, 1, 2].map((shift) => {
      const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
      return Buffer.from(padded.slice(4, -4));
    }),
  ];
  return filesWhose(folder, (content) => spellings.some((spelling) => content.includes(spelling)));
}
