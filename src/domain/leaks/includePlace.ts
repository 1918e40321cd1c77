interface Directive {
  readonly index: number;
  readonly end: number;
  readonly text: string;
}

/** The `#include` lines that every compilation takes: outside of comments and of conditions, but for a file's own guard. */
function unconditional(text: string): Directive[] {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  const lines = [...code.matchAll(/^[ \t]*#[ \t]*(\w+)[^\n]*(?:\n|$)/gm)];
  const isGuarded =
    lines[0]?.[1] === 'ifndef' && lines[1]?.[1] === 'define' && lines.at(-1)?.[1] === 'endif';
  let depth = isGuarded ? -1 : 0;
  const found: Directive[] = [];
  for (const { 0: all, 1: word = '', index } of lines) {
    if (word.startsWith('if')) depth += 1;
    else if (word === 'endif') depth -= 1;
    else if (word === 'include' && depth === 0) {
      found.push({ index, end: index + all.length, text: all });
    }
  }
  return found;
}

/** Whether a header is there at this offset whatever the conditions are. */
export function isIncluded(text: string, offset: number, header: RegExp): boolean {
  return unconditional(text).some((each) => each.index < offset && header.test(each.text));
}

/** Where a header is put: behind the last that every compilation takes before the offset, else first. */
export function afterIncludes(text: string, offset: number): number {
  return unconditional(text).findLast(({ index }) => index < offset)?.end ?? 0;
}
