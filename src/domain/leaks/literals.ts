/** How one kind of string literal of a language is written and what may stand in it. */
export interface Literal {
  /** The opening with its prefix letters; sticky. */
  readonly open: RegExp;
  /** The closing, where it is not the last character of the opening; a pattern is sticky. */
  readonly close?: (open: RegExpExecArray) => string | RegExp;
  /** What takes the next character as it is; none where nothing does. */
  readonly escape?: '\\' | '`';
  readonly manyLines?: true;
  /** Where code begins and ends inside it. */
  readonly hole?: readonly [open: string, close: string];
}

/** What is needed to tell code, comments and literals of a language apart. */
export interface Grammar<L extends Literal = Literal> {
  /** Comments, and whatever else holds quotation marks that open nothing; sticky. */
  readonly skip: readonly RegExp[];
  readonly literals: readonly L[];
}

/** What an offset of a text is in. */
export type Context<L extends Literal = Literal> =
  | { readonly kind: 'code' }
  | { readonly kind: 'skipped' }
  | {
      readonly kind: 'literal';
      readonly literal: L;
      /** With the opening and closing. */
      readonly start: number;
      readonly end: number;
      readonly bodyStart: number;
      readonly bodyEnd: number;
    };

interface OpenLiteral<L> {
  readonly kind: 'literal';
  readonly literal: L;
  readonly start: number;
  readonly bodyStart: number;
  readonly close: string | RegExp;
}

interface OpenHole {
  readonly kind: 'hole';
  readonly open: string;
  readonly close: string;
  depth: number;
}

/**
 * Reads a text from its beginning as far as it must, literals inside the holes of literals included.
 * A literal that is not closed on its line, where it would have to be, ends there. One that is not
 * closed at all was no literal, or is not understood: nothing is said of what is in it (`skipped`).
 */
export function contextAt<L extends Literal>(
  text: string,
  offset: number,
  { skip, literals }: Grammar<L>,
): Context<L> {
  const stack: (OpenLiteral<L> | OpenHole)[] = [];
  const opening = openingOf(skip, literals);
  let at = 0;
  let found: OpenLiteral<L> | undefined;
  while (at < text.length) {
    const top = stack.at(-1);
    if (at >= offset && !found) {
      if (top?.kind !== 'literal') return { kind: 'code' };
      found = top;
    }
    if (top?.kind === 'literal') {
      const { literal, close } = top;
      if (literal.escape !== undefined && text[at] === literal.escape) at += 2;
      else if (closingAt(text, at, close) > 0) {
        const end = at + closingAt(text, at, close);
        if (top === found) return closed(found, at, end);
        stack.pop();
        at = end;
      } else if (text[at] === '\n' && !literal.manyLines) {
        if (top === found) return { kind: 'code' };
        stack.pop();
      } else if (literal.hole && text.startsWith(literal.hole[0], at)) {
        const [open, ending] = literal.hole;
        stack.push({ kind: 'hole', open: open.slice(-1), close: ending, depth: 0 });
        at += open.length;
      } else at += 1;
      continue;
    }
    // Most of a program opens nothing: straight to what may.
    opening.lastIndex = at;
    const next = opening.exec(text);
    if (!next) return { kind: 'code' };
    if (next.index > at && !found && next.index >= offset) return { kind: 'code' };
    at = next.index;
    if (top && text.startsWith(top.close, at)) {
      if (top.depth === 0) stack.pop();
      else top.depth -= 1;
      at += top.close.length;
      continue;
    }
    if (top && text.startsWith(top.open, at)) {
      top.depth += 1;
      at += 1;
      continue;
    }
    const skipped = firstMatch(skip, text, at);
    if (skipped) {
      const end = at + skipped[0].length;
      if (!found && offset >= at && offset < end) return { kind: 'skipped' };
      at = end;
      continue;
    }
    const opened = openLiteral(literals, text, at);
    if (!opened) {
      at += 1;
      continue;
    }
    stack.push(opened);
    at = opened.bodyStart;
  }
  return { kind: found ? 'skipped' : 'code' };
}

/** How long a closing is that begins there; 0 where none does. */
function closingAt(text: string, at: number, close: string | RegExp): number {
  if (typeof close === 'string') return text.startsWith(close, at) ? close.length : 0;
  close.lastIndex = at;
  return close.exec(text)?.[0].length ?? 0;
}

const closed = <L>(open: OpenLiteral<L>, bodyEnd: number, end: number) =>
  ({
    kind: 'literal',
    literal: open.literal,
    start: open.start,
    bodyStart: open.bodyStart,
    bodyEnd,
    end,
  }) as const;

function openingOf(skip: readonly RegExp[], literals: readonly Literal[]): RegExp {
  const sources = [...skip, ...literals.map(({ open }) => open)].map(({ source }) => source);
  return new RegExp(`${sources.join('|')}|[{}()]`, 'gm');
}

function firstMatch(patterns: readonly RegExp[], text: string, at: number): RegExpExecArray | null {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}

function openLiteral<L extends Literal>(
  literals: readonly L[],
  text: string,
  at: number,
): OpenLiteral<L> | undefined {
  for (const literal of literals) {
    const match = firstMatch([literal.open], text, at);
    if (!match) continue;
    const close = literal.close?.(match) ?? match[0].slice(-1);
    return { kind: 'literal', literal, start: at, bodyStart: at + match[0].length, close };
  }
  return undefined;
}
