/** Under which name a module is known, or can be, in a place of a Python program. */
export interface PythonName {
  readonly name: string;
  /** It has to be imported under this name first. */
  readonly isMissing: boolean;
}

/**
 * How the `os` module is called at this offset. An import counts where it is seen from: one of the file's
 * own level above, or one above in the same block. What else a function calls `os` hides the module from all of it.
 */
export function nameOfOs(
  text: string,
  offset: number,
  isCode: (offset: number) => boolean,
): PythonName {
  const own = importsOfOs(text.slice(0, offset)).filter(({ index }) => isCode(index));
  const inBlock = own.filter(({ index, indent }) => indent > 0 && reaches(text, index, offset));
  const nearest = inBlock.at(-1) ?? own.findLast(({ indent }) => indent === 0);
  const around = functionAround(text, offset);
  // Where a function says that a name is the file's, it gives it to something there.
  const ofFile = text.replaceAll(/^(?![ \t]+(?:global[ \t]|case\b))[ \t]+[^\n]*/gm, '');
  const isHidden = (name: string) => binds(around, name) || binds(ofFile, name);
  if (nearest && (nearest.indent > 0 || !isHidden(nearest.name))) {
    return { name: nearest.name, isMissing: false };
  }
  return { name: isHidden('os') ? '_os' : 'os', isMissing: true };
}

interface Import {
  readonly index: number;
  readonly indent: number;
  readonly name: string;
}

function importsOfOs(text: string): Import[] {
  return [...text.matchAll(/^([ \t]*)import[ \t]+([^\n#;]+)/gm)].flatMap((each) => {
    const [, spaces = '', names = ''] = each;
    const at = { index: each.index + spaces.length, indent: spaces.length };
    return names.split(',').flatMap((part) => {
      const [found, alias] = /^\s*os(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      return found === undefined ? [] : [{ ...at, name: alias ?? 'os' }];
    });
  });
}

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0].length ?? 0;
const isBlank = (line: string) => /^\s*(?:#|$)/.test(line);
const begins = /^\s*(?:(?:async\s+)?def|class)\b/;

/** Whether nothing between leaves the block that the import is in, nor enters what does not see into a class. */
function reaches(text: string, index: number, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', index) + 1;
  const indent = index - lineStart;
  const between = text
    .slice(index, offset)
    .split('\n')
    .slice(1)
    .filter((line) => !isBlank(line));
  if (between.some((line) => indentOf(line) < indent)) return false;
  const header = text
    .slice(0, lineStart)
    .split('\n')
    .findLast((line) => !isBlank(line) && indentOf(line) < indent);
  const isOfClass = /^\s*class\b/.test(header ?? '');
  return !isOfClass || !between.some((line) => /\b(?:def|lambda)\b/.test(line));
}

/** The text of the outermost function or class that the offset is in; empty where it is in none. */
function functionAround(text: string, offset: number): string {
  const lines = text.split('\n');
  let row = text.slice(0, offset).split('\n').length - 1;
  let indent = indentOf(lines[row] ?? '');
  let first = begins.test(lines[row] ?? '') ? row : undefined;
  for (row -= 1; row >= 0 && indent > 0; row--) {
    const line = lines[row] ?? '';
    if (isBlank(line) || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    if (begins.test(line)) first = row;
  }
  if (first === undefined) return '';
  const own = indentOf(lines[first] ?? '');
  const rest = lines.slice(first + 1);
  const end = rest.findIndex(
    (line) => !isBlank(line) && indentOf(line) <= own && !/^\s*\)/.test(line),
  );
  return [lines[first], ...rest.slice(0, end === -1 ? rest.length : end)].join('\n');
}

/** Whether these lines give the name to something, be it the module itself further down. */
function binds(lines: string, name: string): boolean {
  const ways = [
    `^[ \\t]+global[ \\t][^\\n]*\\b${name}\\b`,
    `(?<!\\bimport\\s+os\\s+)\\bas\\s+${name}\\b`,
    `(?:^|[\\s;(,*])${name}\\s*(?::[^=\\n]+)?=(?!=)`,
    `\\bdef\\s+\\w+\\([^)]*\\b${name}\\b`,
    `\\bfor\\s[^\\n]*\\b${name}\\b[^\\n]*\\bin\\b`,
    `\\bfrom\\s+\\S+\\s+import\\s[^\\n]*\\b${name}\\b`,
    `^[ \\t]+import\\s[^\\n]*\\b${name}\\b`,
    `\\b(?:del|class|def)\\s+${name}\\b`,
    `\\blambda\\b[^:\\n]*\\b${name}\\b`,
    `\\b${name}\\s*:=`,
    `(?:^|[;(])[ \\t]*(?:[\\w.*]+[ \\t]*,[ \\t]*)*\\*?${name}[ \\t]*,[^\\n=]*=(?!=)`,
    `,[ \\t]*\\*?${name}[ \\t]*\\)?[ \\t]*=(?!=)`,
    `^[ \\t]*case\\b[^\\n]*\\b${name}\\b(?!\\.)`,
  ];
  return new RegExp(ways.join('|'), 'm').test(lines);
}
