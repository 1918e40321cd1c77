import type { Reading } from './reading.ts';

/** Blank to docker compose: everything but the line feed that ends a statement. */
const isBlank = (character: string | undefined): boolean =>
  character !== undefined && '\t\v\f\r \u0085\u00a0'.includes(character);
const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;
const NAME_CHARACTER = /[\p{L}\p{N}_.\-[\]]/u;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at += 1;
  return at;
}

/** The first character that is neither space nor comment: where the next statement begins. */
function statementStart(text: string, from: number): number {
  let at = from;
  for (;;) {
    SPACES.lastIndex = at;
    SPACES.exec(text);
    at = SPACES.lastIndex;
    if (text[at] !== '#') return at;
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd === -1) return text.length;
    at = lineEnd;
  }
}

interface Name {
  readonly name: string;
  /** After the separator and the blanks behind it. */
  readonly end: number;
  /** A bare name: its value is taken from the environment. */
  readonly inherited: boolean;
}

function readName(text: string, from: number): Name | undefined {
  const start = /^export\s/.test(text.slice(from, from + 7)) ? skipBlanks(text, from + 6) : from;
  for (let at = start; at < text.length; at += 1) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (isBlank(character)) continue;
    if (character === '=' || character === ':' || character === '\n') {
      const name = text.slice(start, at).trimEnd();
      if (name.includes(' ')) return undefined;
      return { name, end: skipBlanks(text, at + 1), inherited: character === '\n' };
    }
    if (!NAME_CHARACTER.test(character)) return undefined;
    at += character.length - 1;
  }
  return { name: '', end: skipBlanks(text, start), inherited: false };
}

interface Value {
  readonly value: string;
  readonly end: number;
}

/** A quoted value ends at its quote; what follows on the line is the next statement. */
function readQuoted(text: string, from: number): Value | undefined {
  const mark = text[from];
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === mark) return { value, end: at + 1 };
    if (character === '\\' && at + 1 < text.length) {
      at += 1;
      const next = text[at] ?? '';
      value += next === mark ? next : character + next;
    } else value += character;
  }
  return undefined;
}

function readUnquoted(text: string, from: number): Value {
  const newline = text.indexOf('\n', from);
  const end = newline === -1 ? text.length : newline;
  const [value = ''] = text.slice(from, end).split(' #');
  return { value: value.trimEnd(), end };
}

/** docker compose (compose-go): one statement that does not parse makes the whole file unreadable. */
export function readLikeCompose(text: string): Reading {
  const values = new Map<string, string>();
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let at = statementStart(body, 0);
  while (at < body.length) {
    const found = readName(body, at);
    if (found === undefined) return new Map();
    at = found.end;
    if (!found.inherited) {
      const quoted = body[at] === "'" || body[at] === '"';
      const read = quoted ? readQuoted(body, at) : readUnquoted(body, at);
      if (read === undefined) return new Map();
      values.set(found.name, read.value);
      at = read.end;
    }
    at = statementStart(body, at);
  }
  return values;
}
