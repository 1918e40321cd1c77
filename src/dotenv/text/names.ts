import { createHash } from 'node:crypto';

/**
 * What a line of a file calls its value: `TOKEN=`, `"key":`, `token =>`. A word is looked at from its beginning
 * only: a line may be one word of a megabyte.
 */
const name = /(?<![\w.-])[\d.-]*([A-Za-z_][\w.-]*)["']?[ \t]*(?:=>|[:=])/g;

/** So many different names are looked at in a file; one with more is data, in which nothing can be told. */
const mostNames = 20_000;

/** Of what lies between two values of a line so much is looked at, at its beginning and at its end. */
const mostLooked = 32 * 1024;

/**
 * How the line of a value is found again once the value is not there any more: the first and the last name before it in its
 * line, hashed, since what stands there may be anything. Empty where the line has no name. For positions that
 * only grow: a line with ten thousand values is read once.
 */
export function createNamesBefore(view: string): (index: number) => readonly string[] {
  let [read, first, last] = [0, '', ''];
  return (index) => {
    const lineStart = view.slice(read, index).lastIndexOf('\n');
    if (lineStart !== -1) [read, first, last] = [read + lineStart + 1, '', ''];
    const isLong = index - read > 2 * mostLooked;
    const looked = isLong
      ? [
          view.slice(read, read + mostLooked),
          // What is cut off is the end of a word, and no name.
          view.slice(index - mostLooked, index).replace(/^[\w.-]+/, ''),
        ]
      : [view.slice(read, index)];
    for (const [, each = ''] of looked.flatMap((part) => [...part.matchAll(name)])) {
      first ||= each;
      last = each;
    }
    read = index;
    return [...new Set([first, last])].filter((each) => each !== '').map(hashOf);
  };
}

/** All names that a text gives values, hashed in the same way; `undefined` where they are too many. */
export function namesIn(view: string): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const [, each = ''] of view.matchAll(name)) {
    if (names.size === mostNames) return undefined;
    names.add(each);
  }
  return new Set([...names].map(hashOf));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
