/** One word of a bash command line. */
export interface Word {
  /** The word as it is written. */
  readonly source: string;
  /** The word as bash makes it, or `undefined` when it holds something that bash computes. */
  readonly literal: string | undefined;
  /** Behind the word. */
  readonly end: number;
}

/** Bash gives up here: a quote or bracket that is never closed, or a substitution it refuses. */
export class Unreadable extends Error {}

/** Deeper than anybody nests; bash itself ends where its stack does. */
const MOST_NESTED = 256;
const ENDS_WORD = /[ \t\n;&|<>()]/;
/** `${name…}` with an operator that bash knows; anything else is a "bad substitution". */
const SUBSTITUTION =
  /^(?:[!#]?(?:[A-Za-z_]\w*|\d+|[@*#$!_-])(?:\[[^\]]*\])?(?:$|:?[-+=]|[:#%/^,@])|[?]$)/s;

/**
 * Where the `(…)`, `[…]`, `${…}` or `` `…` `` that was opened before `from` is closed, with the
 * quotes and expansions inside it respected.
 */
function closing(
  text: string,
  from: number,
  [open, close]: readonly [string, string],
  nesting = 0,
): number {
  if (nesting > MOST_NESTED) throw new Unreadable();
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return at;
    } else if (character === open) depth += 1;
    else if (close === '`') continue;
    else if (character === "'") at = singleEnd(text, at + 1);
    else if (character === '"') at = doubleEnd(text, at + 1, nesting + 1).end;
    else if (character === '`' || text.startsWith('${', at)) {
      at = (expansionEnd(text, at, nesting + 1) ?? at + 1) - 1;
    }
  }
  throw new Unreadable();
}

function singleEnd(text: string, from: number): number {
  const end = text.indexOf("'", from);
  if (end === -1) throw new Unreadable();
  return end;
}

/** Behind a `$…` or `` `…` `` that begins at `at`; a lone `$` is only itself. */
function expansionEnd(text: string, at: number, nesting = 0): number | undefined {
  if (text[at] === '`') return closing(text, at + 1, ['', '`'], nesting) + 1;
  const next = text[at + 1] ?? '';
  if (next === '(') return closing(text, at + 2, ['(', ')'], nesting) + 1;
  if (next === '{') {
    const end = closing(text, at + 2, ['', '}'], nesting);
    const inside = text.slice(at + 2, end);
    if (!SUBSTITUTION.test(inside) || /^\w+:?\?/.test(inside)) throw new Unreadable();
    return end + 1;
  }
  if (next === '[') return closing(text, at + 2, ['[', ']'], nesting) + 1;
  const name = /^(?:[A-Za-z_]\w*|[\d@*#?$!_-])/.exec(text.slice(at + 1, at + 65));
  return name === null ? undefined : at + 1 + name[0].length;
}

interface Span {
  /** At the closing mark. */
  readonly end: number;
  readonly literal: string | undefined;
}

function doubleEnd(text: string, from: number, nesting = 0): Span {
  let literal: string | undefined = '';
  const add = (more: string): void => {
    if (literal !== undefined) literal += more;
  };
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') return { end: at, literal };
    if (character === '\\') {
      at += 1;
      const next = text[at] ?? '';
      if (next !== '\n') add('$`"\\'.includes(next) ? next : character + next);
    } else if (character === '$' || character === '`') {
      const end = expansionEnd(text, at, nesting);
      if (end === undefined) add(character);
      else {
        literal = undefined;
        at = end - 1;
      }
    } else add(character);
  }
  throw new Unreadable();
}

/** @throws Unreadable when bash would give up inside the word. */
export function readWord(text: string, from: number): Word {
  let literal: string | undefined = '';
  const add = (more: string | undefined): void => {
    literal = literal === undefined || more === undefined ? undefined : literal + more;
  };
  let at = from;
  // What stands between the brackets of `name[…]=` is a word of its own kind.
  if (/^\w+\[/.test(text.slice(from, from + 128))) throw new Unreadable();
  while (at < text.length) {
    const character = text[at] ?? '';
    if (ENDS_WORD.test(character)) break;
    if (character === '\\') {
      const next = text[at + 1] ?? '';
      if (next !== '\n') add(next === '' ? '\\' : next);
      at += 2;
    } else if (character === "'") {
      const end = singleEnd(text, at + 1);
      add(text.slice(at + 1, end));
      at = end + 1;
    } else if (character === '"') {
      const span = doubleEnd(text, at + 1);
      add(span.literal);
      at = span.end + 1;
    } else if (character === '$' && (text[at + 1] === "'" || text[at + 1] === '"')) {
      // $'…' and $"…" decode what they hold; where they end is all that matters here.
      at =
        text[at + 1] === "'"
          ? closing(text, at + 2, ['', "'"]) + 1
          : doubleEnd(text, at + 2).end + 1;
      add(undefined);
    } else if (character === '$' || character === '`') {
      const end = expansionEnd(text, at);
      add(end === undefined ? character : undefined);
      at = end ?? at + 1;
    } else {
      add(character);
      at += 1;
    }
  }
  const end = Math.min(at, text.length);
  return { source: text.slice(from, end), literal, end };
}
