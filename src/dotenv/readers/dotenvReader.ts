import type { Reading } from './reading.ts';

/** Up to the `=`, or to the `:` that a blank follows, of what may be an assignment; blank lines before it. */
const HEAD = /\s*(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/y;
const SPACES = /\s*/y;
/** Ends a line for `^` and `$`, though not for the value. */
const LINE_END = /[\n\u2028\u2029]/g;

/** What an assignment holds as it is written, and where the next one is looked for. */
interface Raw {
  readonly raw: string;
  readonly end: number;
}

/** The value without its quotes; `\n` and `\r` are expanded between double quotes only. */
function unquote(raw: string): string {
  const trimmed = raw.trim();
  const inner = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
  if (!trimmed.startsWith('"')) return inner;
  return inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
}

/**
 * npm `dotenv` 16, 17 and 18, which share one pattern; `dotenvx`, Vite and everything else built on
 * them find the same assignments and then expand the values. A pattern that looks for assignments
 * anywhere at the start of a line: what it cannot place it passes over, so a quote that is never
 * closed ends with its line. The pattern itself tries again from every blank; this goes on from where it
 * failed, since nothing between would match.
 */
export function readLikeDotenv(text: string): Reading {
  const values = new Map<string, string>();
  const body = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < body.length;) {
    HEAD.lastIndex = at;
    const [, name] = HEAD.exec(body) ?? [];
    if (name === undefined) {
      at = lineEnd(body, skipSpaces(body, at)) + 1;
      continue;
    }
    const { raw, end } = readRaw(body, HEAD.lastIndex);
    values.set(name, unquote(raw));
    at = nextLine(body, end);
  }
  return values;
}

/** The start of the first line at or behind a position. */
function nextLine(text: string, at: number): number {
  if (at > 0 && /[\n\u2028\u2029]/.test(text.charAt(at - 1))) return at;
  const end = lineEnd(text, at);
  return end === text.length ? end : end + 1;
}

function lineEnd(text: string, at: number): number {
  LINE_END.lastIndex = at;
  return LINE_END.exec(text)?.index ?? text.length;
}

function skipSpaces(text: string, at: number): number {
  SPACES.lastIndex = at;
  SPACES.exec(text);
  return SPACES.lastIndex;
}

/** A quoted value, else the rest of the line up to a `#`. */
function readRaw(text: string, from: number): Raw {
  const quoted = readQuoted(text, from);
  if (quoted) return quoted;
  const stop = text.slice(from).search(/[#\n]/);
  const end = stop === -1 ? text.length : from + stop;
  return { raw: text.slice(from, end), end: endBehind(text, end) ?? end };
}

/** Closed by the first quotation mark that is not escaped, or by an escaped one, where only that ends the line. */
function readQuoted(text: string, from: number): Raw | undefined {
  const open = skipSpaces(text, from);
  const mark = text.charAt(open);
  if (mark === '' || !'\'"`'.includes(mark)) return undefined;
  const marks: number[] = [];
  for (let at = text.indexOf(mark, open + 1); at !== -1; at = text.indexOf(mark, at + 1)) {
    marks.push(at);
    if (text[at - 1] !== '\\') break;
  }
  for (const close of marks.reverse()) {
    const end = endBehind(text, close + 1);
    if (end !== undefined) return { raw: text.slice(from, close + 1), end };
  }
  return undefined;
}

/** The end of the line behind a value and its comment; `undefined` where something else stands there. */
function endBehind(text: string, at: number): number | undefined {
  const next = skipSpaces(text, at);
  if (next === text.length) return next;
  if (text[next] === '#') return lineEnd(text, next);
  for (let end = next - 1; end >= at; end -= 1) {
    if (/[\n\u2028\u2029]/.test(text.charAt(end))) return end;
  }
  return undefined;
}
