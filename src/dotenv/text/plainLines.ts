import type { Reading } from '../readers/reading.ts';

const NAME = String.raw`(?:export )?([A-Za-z_]\w*)`;
const UNQUOTED = String.raw`[\w.+/=:@%,-]+`;
const SINGLE = String.raw`'[\t !-#%-&(-\[\]-~]*'`;
const DOUBLE = String.raw`"[\t !#%-\[\]-_a-~]*"`;
const COMMENT = String.raw`#[\t -~]*`;
const ASSIGNMENT = `${NAME}=(?:(${UNQUOTED}|${SINGLE}|${DOUBLE})(?: *| +${COMMENT}))?`;
/** Printable ASCII and tabs, in a shape that leaves every reader at the start of the next line. */
const LINE = String.raw`(?:[ \t]*|${COMMENT}|${ASSIGNMENT})\r?(?:\n|$)`;
const PLAIN = new RegExp(LINE, 'y');
/** Many at once: asking for each line alone takes longer than looking at it. */
const PLAIN_LINES = new RegExp(`(?:${LINE}){1,64}`, 'y');

/**
 * Up to where a text is read alike by every reader, line by line, from the line start `from`. What
 * follows is read from the start of a line by all of them, so that only it need be compared.
 */
export function plainLength(text: string, from = 0): number {
  let at = from;
  for (PLAIN_LINES.lastIndex = at; at < text.length && PLAIN_LINES.test(text);) {
    at = PLAIN_LINES.lastIndex;
  }
  return at;
}

/** What every reader makes of plain lines. */
export function readPlain(text: string): Reading {
  const values = new Map<string, string>();
  for (let at = 0; at < text.length; at = PLAIN.lastIndex) {
    PLAIN.lastIndex = at;
    const line = PLAIN.exec(text);
    if (line === null) throw new Error('Not a plain line.');
    const [, name, value = ''] = line;
    if (name !== undefined) values.set(name, /^['"]/.test(value) ? value.slice(1, -1) : value);
  }
  return values;
}
