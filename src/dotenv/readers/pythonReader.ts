import { withoutTail } from '../text/withoutTail.ts';
import type { Reading } from './reading.ts';

/** What Python's `\s` matches in text that is neither carriage return nor line feed. */
const BLANK = String.raw`\t\v\f \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const SPACE = String.raw`\n${BLANK}`;

const sticky = (pattern: string): RegExp => new RegExp(pattern, 'y');
const SPACES = sticky(`[${SPACE}]*`);
const BLANKS = sticky(`[${BLANK}]*`);
const EXPORT = sticky(`(?:export[${BLANK}]+)?`);
const QUOTED_NAME = sticky(`'([^']+)'`);
const NAME = sticky(`([^=#${SPACE}]+)`);
const SINGLE = sticky(String.raw`'((?:\\[^]|[^'\\])*)'`);
const DOUBLE = sticky(String.raw`"((?:\\[^]|[^"\\])*)"`);
const LINE = sticky(String.raw`([^\n]*)`);
const COMMENT_AND_END = sticky(String.raw`[${BLANK}]*(?:#[^\n]*)?(?:\n|$)`);
const INLINE_COMMENT = new RegExp(`[${SPACE}]#`);
const A_SPACE = new RegExp(`[${SPACE}]`);

const ESCAPES = new Map(
  ['a\x07', 'b\b', 'f\f', 'n\n', 'r\r', 't\t', 'v\v'].map(([k, v]) => [k, v]),
);
const unescape = (value: string, escapes: RegExp): string =>
  value.replace(escapes, (_, character: string) => ESCAPES.get(character) ?? character);

/** Moves over the text by patterns; `take` gives what the pattern's group matched. */
class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match[1] ?? '';
  }
}

function readValue(cursor: Cursor, blanks: boolean): string | undefined {
  const first = cursor.text[cursor.at];
  if (first === "'") {
    const inner = cursor.take(SINGLE);
    return inner === undefined ? undefined : unescape(inner, /\\([\\'])/g);
  }
  if (first === '"') {
    const inner = cursor.take(DOUBLE);
    return inner === undefined ? undefined : unescape(inner, /\\([\\'"abfnrtv])/g);
  }
  if (first === '#' && blanks) return '';
  const line = cursor.take(LINE) ?? '';
  const comment = line.search(INLINE_COMMENT);
  const value = comment === -1 ? line : line.slice(0, comment);
  return withoutTail(value, (character) => A_SPACE.test(character));
}

/** Whether a binding, or a comment, was read up to the end of its line. */
function readBinding(cursor: Cursor, values: Map<string, string>): boolean {
  cursor.take(EXPORT);
  const first = cursor.text[cursor.at];
  const name = first === '#' ? '' : cursor.take(first === "'" ? QUOTED_NAME : NAME);
  if (name === undefined) return false;
  cursor.take(BLANKS);
  let value: string | undefined;
  if (cursor.text[cursor.at] === '=') {
    cursor.at += 1;
    const from = cursor.at;
    cursor.take(BLANKS);
    value = readValue(cursor, cursor.at > from);
    if (value === undefined) return false;
  }
  if (cursor.take(COMMENT_AND_END) === undefined) return false;
  if (name === '') return true;
  if (value === undefined) values.delete(name);
  else values.set(name, value);
  return true;
}

/**
 * python-dotenv 1.2.4, with or without interpolation: both find the same bindings. A bare name is
 * bound to nothing; a line that does not parse is skipped to its end.
 */
export function readLikePython(text: string): Reading {
  const values = new Map<string, string>();
  const cursor = new Cursor(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  for (;;) {
    cursor.take(SPACES);
    if (cursor.at >= cursor.text.length) return values;
    if (readBinding(cursor, values)) continue;
    cursor.take(LINE);
    cursor.at += 1;
  }
}
