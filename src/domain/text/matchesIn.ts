/** So much of a text is gone through at a time, in a few milliseconds. */
const piece = 256 * 1024;

/**
 * The matches of an expression in a text of any size, as work that may be put aside where it yields nothing. None
 * is longer than `longest`; flags beside `g` are kept.
 */
export function* matchesIn(
  text: string,
  pattern: RegExp,
  longest: number,
): Generator<RegExpExecArray | undefined, void> {
  const global = new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);
  let end = 0;
  for (let start = 0; start < text.length; start += piece) {
    const part =
      start === 0 && text.length <= piece ? text : text.slice(start, start + piece + longest);
    global.lastIndex = Math.max(0, end - start);
    for (let match = global.exec(part); match; match = global.exec(part)) {
      // The next piece has all of it.
      if (match.index >= piece) break;
      end = start + match.index + match[0].length;
      match.index += start;
      yield match;
    }
    yield undefined;
  }
}
