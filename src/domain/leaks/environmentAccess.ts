import type { Change, Reading, Refusal, TextRange } from './change.ts';
import type { Dialect, Quoted } from './dialect.ts';
import { contextAt } from './literals.ts';
import { definesItself, takeLineOut } from './ownDefinition.ts';

/**
 * The changes after which the program reads the variable where the value stood: the value's own
 * first, then the import that it needs. Refused where that would not be right in this place.
 */
export function readFromEnvironment(
  text: string,
  place: TextRange,
  language: Dialect,
  variable: string,
): Reading {
  const dialect = language.scoped?.(text, place.start) ?? language;
  if (definesItself(text, place, dialect, variable)) {
    const line = takeLineOut(text, place, dialect, variable);
    return { kind: 'refused', why: 'defines-itself', ...(line && { instead: [line] }) };
  }
  const own = ownChange(text, place, dialect, variable);
  if (typeof own === 'string') return { kind: 'refused', why: own };
  const needs = typeof dialect.needs === 'function' ? dialect.needs(variable) : dialect.needs;
  if (!needs || needs.present.test(text)) return { kind: 'read', changes: [own] };
  const at = needs.at(text);
  // A file that ends without a line break gets it before the line, not after it.
  const begins = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  const need = { start: at, end: at, text: `${begins}${needs.line}\n` };
  return { kind: 'read', changes: [own, need] };
}

const outOfReach = 'out-of-reach';

function ownChange(
  text: string,
  place: TextRange,
  dialect: Dialect,
  variable: string,
): Change | Refusal {
  const context = contextAt(text, place.start, dialect);
  if (context.kind === 'skipped') return outOfReach;
  if (context.kind === 'code') {
    return dialect.bare ? { ...place, text: dialect.bare(variable) } : outOfReach;
  }
  const { literal, start, end, bodyStart, bodyEnd } = context;
  const fitted = (expression: string) =>
    dialect.fit?.(expression, text.slice(Math.max(0, start - 500), start), text.slice(end), text) ??
    expression;
  if (bodyEnd < place.end) return outOfReach;
  const before = text.slice(Math.max(0, start - 2000), start);
  const after = text.slice(end, end + 200);
  if (dialect.constantAfter?.test(before)) return 'constant';
  if (dialect.constant?.({ before, after, text })) return 'constant';
  if (dialect.isPage) return 'in-page';
  if (dialect.unless?.(before, after)) return outOfReach;
  // Where a literal takes something in, it stays one of several pieces.
  const isPieceOf = !dialect.apart && !dialect.bare && isPiece(text, start, end);
  const isWhole = bodyStart === place.start && bodyEnd === place.end && !isPieceOf;
  // A tag is given the parts of its literal: one without parts is something else to it.
  const isTagged = text[start] === '`' && /[\w)\]]$/.test(text.slice(0, start));
  if (isWhole && literal.whole !== 'none' && !isTagged) {
    const whole = (literal.whole ?? dialect.access)(variable, after);
    return besideWords(text, { start, end, text: fitted(whole) }) ?? outOfReach;
  }
  if (isPieceOf && !literal.inside) return outOfReach;
  const following = text.slice(place.end, bodyEnd);
  if (literal.inside) return { ...place, text: literal.inside(variable, following) };
  const parts = {
    before: text.slice(bodyStart, place.start),
    after: text.slice(place.end, bodyEnd),
    variable,
  };
  const promoted = promote(literal, text.slice(start, bodyStart), text.slice(bodyEnd, end), parts);
  if (promoted !== undefined) {
    return besideWords(text, { start, end, text: fitted(promoted) }) ?? outOfReach;
  }
  if (dialect.join === undefined || literal.whole !== undefined) return outOfReach;
  if (!standsAlone(text, start, end)) return outOfReach;
  const quoted = (part: string) =>
    part === '' ? [] : [`${text.slice(start, bodyStart)}${part}${text.slice(bodyEnd, end)}`];
  const joined = [...quoted(parts.before), dialect.access(variable), ...quoted(parts.after)];
  return { start, end, text: joined.join(dialect.join) };
}

const words =
  /\b(?:return|case|typeof|in|of|is|not|and|or|if|else|elif|echo|print|throw|yield|await|new|when|then|do|assert|raise|default|void|delete|puts)$/;

/** Apart from the words around it: from those of the language; any other was a part of the literal. */
function besideWords(text: string, change: Change): Change | undefined {
  const before = text.slice(Math.max(0, change.start - 20), change.start);
  const isGlued = /\w$/.test(before) && /^\w/.test(change.text);
  if (isGlued && !words.test(before)) return undefined;
  const isFollowed = /\w$/.test(change.text) && /^\w/.test(text.slice(change.end, change.end + 1));
  return { ...change, text: `${isGlued ? ' ' : ''}${change.text}${isFollowed ? ' ' : ''}` };
}

/** What says nothing between two literals: line breaks, also taken back, and comments. */
const nothing = String.raw`(?:\s|\\\r?\n|(?:#|//)[^\n"']*\n|/\*[^*"']*\*/)*`;
const afterLiteral = new RegExp(`["']${nothing}$`);
const beforeLiteral = new RegExp(`^${nothing}[a-zA-Z]{0,2}["']`);

/** Whether another literal stands right beside it, which makes one text of both. */
function isPiece(text: string, start: number, end: number): boolean {
  return (
    afterLiteral.test(text.slice(Math.max(0, start - 200), start)) ||
    beforeLiteral.test(text.slice(end, end + 200))
  );
}

function promote(
  { promoted }: Quoted,
  open: string,
  close: string,
  parts: { readonly before: string; readonly after: string; readonly variable: string },
): string | undefined {
  const { before, after, variable } = parts;
  if (!promoted || promoted.unless.test(before) || promoted.unless.test(after)) return undefined;
  return `${promoted.open(open)}${before}${promoted.inside(variable)}${after}${promoted.close(close)}`;
}

/** True where an operator can be put beside the literal and binds to nothing else. */
function standsAlone(text: string, start: number, end: number): boolean {
  return (
    /(?:[(,=:{[;]|\breturn|=>|->)\s*$/.test(text.slice(Math.max(0, start - 200), start)) &&
    /^\s*(?:[),;}\]]|$|\n)/.test(text.slice(end, end + 200))
  );
}
