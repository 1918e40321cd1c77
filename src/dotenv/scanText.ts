import { Secret } from '../domain/secrets/secret.ts';
import { latin1View, toText } from './fileText.ts';

/** A place in a text where a value may stand that begins like one of those looked for. */
export interface Spot {
  /** Counted from 1. */
  readonly line: number;
  readonly variable?: string;
  /** What the value may be, depending on where it ends; the likeliest first. */
  readonly candidates: readonly Secret[];
}

/** So many characters of a prefix are searched for; the rest is compared where they are found. */
const HEAD_LENGTH = 8;
const ENDS = [/[^\w-]|$/g, /[\s'"`,;)\]}<>]|$/g, /['"`\r\n]|$/g] as const;
const ASSIGNED = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*['"`]?$/;

/** Finds what begins with one of many prefixes in one pass over the text, whatever their number. */
export function createFinder(prefixes: readonly string[]): (bytes: Uint8Array) => Generator<Spot> {
  const known = new Set(prefixes);
  const lengths = [...new Set(prefixes.map(({ length }) => length))];
  const heads = new Set(prefixes.map((prefix) => literally(prefix.slice(0, HEAD_LENGTH))));
  const pattern = new RegExp([...heads].join('|'), 'g');
  return function* find(bytes) {
    if (heads.size === 0) return;
    const view = latin1View(bytes);
    // A binary file holds no line.
    if (view.includes('\0')) return;
    let line = 1;
    let counted = 0;
    for (const { index } of view.matchAll(pattern)) {
      if (!lengths.some((length) => known.has(view.slice(index, index + length)))) continue;
      line += view.slice(counted, index).split('\n').length - 1;
      counted = index;
      const variable = ASSIGNED.exec(view.slice(view.lastIndexOf('\n', index) + 1, index))?.[1];
      const values = new Set(ENDS.map((end) => upTo(view, index, end)));
      const candidates = [...values].map((value) => new Secret(toText(value)));
      yield { line, candidates, ...(variable === undefined ? {} : { variable }) };
    }
  };
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function upTo(view: string, from: number, end: RegExp): string {
  end.lastIndex = from + 1;
  return view.slice(from, end.exec(view)?.index ?? view.length).replace(/[ \t]+$/, '');
}
