import { createHash } from 'node:crypto';

/** What a line of a file calls its value: `TOKEN=`, `"key":`, `token =>`. */
const name = /([A-Za-z_][\w.-]*)["']?[ \t]*(?:=>|[:=])/g;

/** So many different names are looked at in a file; one with more is data, in which nothing can be told. */
const mostNames = 20_000;

/**
 * How the line of a value is found again once the value is not there any more: the first and the last name before it in its
 * line, hashed, since what stands there may be anything. Empty where the line has no name.
 */
export function namesBefore(view: string, index: number): readonly string[] {
  const line = view.slice(view.lastIndexOf('\n', index - 1) + 1, index);
  const names = [...line.matchAll(name)].map(([, each = '']) => each);
  return [...new Set([names.at(0), names.at(-1)].flatMap((each) => (each ? [hashOf(each)] : [])))];
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
