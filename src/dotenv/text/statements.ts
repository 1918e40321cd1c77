import { textStart } from './fileText.ts';
import { plainLength } from './plainLines.ts';
import {
  checkEndsWithLine,
  Irregular,
  lineEndFrom,
  readValue,
  type Irregularity,
  type Value,
} from './values.ts';

/** `NAME=value` as it stands in the latin1 view of a file; all positions are offsets into it. */
export interface Assignment {
  readonly kind: 'assignment';
  readonly start: number;
  /** Behind the last character of the statement, before its line end. */
  readonly end: number;
  readonly indent: string;
  /** `export ` with the blanks behind it, or nothing. */
  readonly exported: string;
  readonly name: string;
  /** `=` with the blanks around it; with any, bash takes the line for a command. */
  readonly separator: string;
  readonly value: Value;
}

/** A line that is neither blank, comment nor `NAME=…`: a bare name, `NAME: value`, `[section]`. */
export interface OtherLine {
  readonly kind: 'other';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Statement = Assignment | OtherLine;

export interface Statements {
  readonly statements: readonly Statement[];
  /** The first one found; the statements behind it are not listed. */
  readonly irregular?: Irregularity;
}

const HEAD = /([ \t]*)((?:export[ \t]+)?)([\w.-]+)([ \t]*=[ \t]*)/y;

/**
 * Splits a file into statements, as far as all readers agree on where one ends. With `only`, the
 * plain lines at the beginning, which are most lines of most files, are listed only where they
 * assign that variable.
 */
export function readStatements(view: string, only?: string): Statements {
  const start = textStart(view);
  const from = only === undefined ? start : plainLength(view, start);
  const statements: Statement[] = [...plainAssignments(view, start, from, only)];
  const split = splitStatements(view, from);
  for (;;) {
    const { done, value } = split.next();
    if (done === true) return value ? { statements, irregular: value } : { statements };
    if (value) statements.push(value);
  }
}

/**
 * One line after the other, from a line start: its statement, or nothing for a comment and a blank
 * line. Ends with what is irregular.
 */
export function* splitStatements(
  view: string,
  from: number,
): Generator<Statement | undefined, Irregularity | undefined> {
  try {
    for (let at = from; at < view.length;) {
      const statement = readStatement(view, at);
      yield statement;
      const lineEnd = view.indexOf('\n', statement?.end ?? at);
      at = lineEnd === -1 ? view.length : lineEnd + 1;
    }
  } catch (error) {
    if (error instanceof Irregular) return error.irregularity;
    throw error;
  }
  return undefined;
}

function* plainAssignments(
  view: string,
  start: number,
  end: number,
  name = '',
): Generator<Statement> {
  if (start === end) return;
  for (let at = view.indexOf(`${name}=`, start); at !== -1 && at < end;) {
    const lineStart = view.lastIndexOf('\n', at) + 1 || start;
    const statement = readStatement(view, lineStart);
    if (statement?.kind === 'assignment' && statement.name === name) yield statement;
    // The name may stand in the line more than once, and plain lines are one statement each.
    const lineEnd = view.indexOf('\n', at);
    at = lineEnd === -1 ? -1 : view.indexOf(`${name}=`, lineEnd + 1);
  }
}

function readStatement(view: string, start: number): Statement | undefined {
  HEAD.lastIndex = start;
  const head = HEAD.exec(view);
  if (head === null) return readOther(view, start);
  const [, indent = '', exported = '', name = '', separator = ''] = head;
  const value = readValue(view, HEAD.lastIndex);
  return { kind: 'assignment', start, end: value.end, indent, exported, name, separator, value };
}

function readOther(view: string, start: number): OtherLine | undefined {
  const end = lineEndFrom(view, start);
  const text = view.slice(start, end);
  if (/^[ \t\v\f]*(?:#|$)/.test(text)) return undefined;
  if (/['"`]/.test(text)) throw new Irregular('stray-quote', start);
  checkEndsWithLine(text, start);
  return { kind: 'other', start, end, text };
}
