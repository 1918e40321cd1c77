import { withoutTail } from './withoutTail.ts';

/** What stands behind the `=` of an assignment, in the latin1 view of the file. */
export interface Value {
  readonly quote: '' | "'" | '"' | '`';
  /** As written, without the quotes around it. */
  readonly text: string;
  /** Blanks between the value and its comment. */
  readonly gap: string;
  /** Begins with `#`, or is empty. */
  readonly comment: string;
  /** Behind the last character, before the line end. */
  readonly end: number;
}

/** Where readers stop agreeing about what is value and what is file. */
export interface Irregularity {
  readonly code: 'open-quote' | 'stray-quote' | 'text-after-quote' | 'continuation';
  readonly position: number;
}

/** Thrown inside the scan of one file and caught by it. */
export class Irregular extends Error {
  readonly irregularity: Irregularity;

  constructor(code: Irregularity['code'], position: number) {
    super(code);
    this.irregularity = { code, position };
  }
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t';
const AFTER_QUOTE = /([ \t]*)(#[^\n]*)?/y;

/** Where the line that holds `from` ends, before `\n` or `\r\n`. */
export function lineEndFrom(view: string, from: number): number {
  const newline = view.indexOf('\n', from);
  const end = newline === -1 ? view.length : newline;
  return view[end - 1] === '\r' && end > from ? end - 1 : end;
}

/**
 * The value that begins at `from`, quotes, comment and all.
 * @throws Irregular where readers part ways.
 */
export function readValue(view: string, from: number): Value {
  const mark = view[from];
  if (mark === "'" || mark === '"' || mark === '`') return readQuoted(view, from, mark);
  const end = lineEndFrom(view, from);
  const line = view.slice(from, end);
  // The blanks behind `=` are part of the head, so a comment may begin at once.
  const blankBefore = /[ \t]/.test(view[from - 1] ?? '');
  const hash = blankBefore && line.startsWith('#') ? 0 : line.search(/[ \t]#/);
  const body = hash === -1 ? line : line.slice(0, hash);
  const text = withoutTail(body, isBlank);
  checkQuotes(text, from);
  checkEndsWithLine(text, from);
  const comment = hash === -1 ? '' : line.slice(hash).replace(/^[ \t]+/, '');
  const gap = line.slice(text.length, line.length - comment.length);
  return { quote: '', text, gap, comment, end };
}

/** @throws Irregular where bash would read past the end of a line that holds this outside quotes. */
export function checkEndsWithLine(text: string, position: number): void {
  if (/(?:\\|\||&&)\s*$/.test(text)) throw new Irregular('continuation', position);
  if (!closesWhatItOpens(text)) throw new Irregular('open-quote', position);
}

const MARK = /[\\'"`]/g;

/** @throws Irregular when a quotation mark that is not escaped has no partner in the text. */
function checkQuotes(text: string, position: number): void {
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(text); mark !== null; mark = MARK.exec(text)) {
    if (mark[0] === '\\') {
      MARK.lastIndex = mark.index + 2;
      continue;
    }
    const partner = text.indexOf(mark[0], mark.index + 1);
    if (partner === -1) throw new Irregular('open-quote', position);
    MARK.lastIndex = partner + 1;
  }
}

/** Whether `$(` and `${` are closed where they are opened: bash looks for the end in later lines. */
function closesWhatItOpens(text: string): boolean {
  const count = (part: string): number => text.split(part).length - 1;
  return count('$(') <= count(')') && count('${') <= count('}');
}

function readQuoted(view: string, from: number, quote: "'" | '"' | '`'): Value {
  const close = closingQuote(view, from, quote);
  // A backslash before the closing quote: some readers take the quote as escaped, some do not.
  if (close === -1 || view[close - 1] === '\\') throw new Irregular('open-quote', from);
  const text = view.slice(from + 1, close);
  if (quote === '`' && text.includes('\n')) throw new Irregular('open-quote', from);
  if (quote === '"' && !closesWhatItOpens(text)) throw new Irregular('open-quote', from);
  AFTER_QUOTE.lastIndex = close + 1;
  const [, gap = '', comment = ''] = AFTER_QUOTE.exec(view) ?? [];
  const end = lineEndFrom(view, close + 1);
  const tail = comment.replace(/\r$/, '');
  if (close + 1 + gap.length + tail.length !== end) throw new Irregular('text-after-quote', from);
  return { quote, text, gap, comment: tail, end };
}

function closingQuote(view: string, from: number, quote: string): number {
  for (let at = from + 1; at < view.length; at += 1) {
    if (view[at] === '\\' && quote !== "'") at += 1;
    else if (view[at] === quote) return at;
  }
  return -1;
}
