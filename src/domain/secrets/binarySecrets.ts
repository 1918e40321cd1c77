import { secretBeginnings, secretPattern, type FoundSecret } from './secretFormat.ts';

// What is no text has lengths, types and other columns right before a value, many of them letters and digits, and
// letters behind it.
const shape = new RegExp(`${secretPattern}(?![0-9a-f_])`, 'y');

/** Every value by its shape alone, in what is no text: a word says nothing there. */
export function* binarySecrets(text: string): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  if (!text.includes('\0')) return found;
  for (const beginning of secretBeginnings) {
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
      shape.lastIndex = at;
      const [value] = shape.exec(text) ?? [];
      if (value !== undefined) {
        found.push({ value, index: at, end: at + value.length, form: 'binary' });
      }
      yield;
    }
  }
  return found;
}
