/** How characters are written where a file may not have them as they are: the table of all that is undone. */
const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  e: '\u001b',
  E: '\u001b',
  amp: '&',
  equals: '=',
  lowbar: '_',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  colon: ':',
};
/**
 * Colours and other orders to a terminal say nothing, and may stand within another form; nor does what UTF-16 and
 * UTF-32 have between letters, where no mark tells of them. A run of zeros is looked at once, and what is looked for
 * comes before what is looked back at: older engines look back at each letter.
 */
const orders = String.raw`\u001b\[[0-9;:?]*[A-Za-z]|\0(?<!\0\0)\0*(?=[^\0]\0)|\0(?<=\0[^\0]\0)\0*`;
const forms = [
  // JSON, C, JavaScript, Python, Rust, Perl, shells; PowerShell has another sign before it.
  String.raw`[\\${'`'}](?:u\{|x\{)(?<braced>[0-9A-Fa-f]{1,6})\}`,
  String.raw`\\(?:u|U0000|x)(?<four>(?<=[uU0])[0-9A-Fa-f]{4}|(?<=x)[0-9A-Fa-f]{2})`,
  String.raw`\\(?<octal>[0-3]?[0-7]{2}|0)`,
  String.raw`\\(?<letter>[nrteE])`,
  // Markdown, and whatever else takes the sign behind it as it is.
  String.raw`\\(?<sign>[^0-9A-Za-z\s])`,
  // URLs, HTML and XML, quoted-printable.
  '%(?<percent>[0-9A-Fa-f]{2})',
  String.raw`&#(?:[xX](?<hex>[0-9A-Fa-f]{1,6})|(?<decimal>[0-9]{1,7}));`,
  '&(?<entity>amp|equals|lowbar|quot|apos|lt|gt|nbsp|colon);',
  '=(?<printable>3D|5F|20|22|27|26|0A|0D)',
].join('|');

/**
 * The beginnings of a value, of an order to a terminal and of another form, in each form: without one of them
 * the first letters of a value stand as they are.
 */
const beginnings = new RegExp(
  [
    String.raw`(?:\\(?:[uU]\{?0*|x\{?0*)|[${'`'}$]u\{0*|%(?:25)*|&#[xX]0*)(?:67|6[bB]|1[bB]|5[cC]|2[56])`,
    String.raw`\\(?:147|153|0?33|134|0?4[56]|[eE]\[)`,
    '&#0*(?:103|107|27|92|37|38);|=(?:26|5F)',
    String.raw`\u001b\[|[gk]\0+r\0`,
  ].join('|'),
);

/** True where a text may hold what a plain search for its first letters does not see. */
export function mayBeWritten(text: string): boolean {
  return beginnings.test(text);
}

/** A text with one layer of forms undone, and where each of its parts was. */
export interface Unwritten {
  readonly text: string;
  /** The place, in the text it was made from, of what now stands between two offsets. */
  readonly placeOf: (start: number, end: number) => readonly [start: number, end: number];
}

interface Part {
  /** In the new text. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly isPlain: boolean;
}

/**
 * Undoes each form once, in one pass, but orders to a terminal before all others; `undefined` where there is none.
 * `layer` is what to take out instead.
 */
export function* unwrite(
  text: string,
  layer = new RegExp(orders).test(text) ? orders : forms,
): Generator<undefined, Unwritten | undefined> {
  const parts: Part[] = [];
  const pieces: string[] = [];
  let [at, last] = [0, 0];
  const add = (piece: string, from: number, to: number, isPlain: boolean) => {
    if (piece !== '') parts.push({ at, from, to, isPlain });
    pieces.push(piece);
    at += piece.length;
  };
  for (const match of text.matchAll(new RegExp(layer, 'g'))) {
    const end = match.index + match[0].length;
    add(text.slice(last, match.index), last, match.index, true);
    add(characterOf(match.groups ?? {}), match.index, end, false);
    last = end;
    if (parts.length % 500 < 2) yield;
  }
  if (last === 0) return undefined;
  add(text.slice(last), last, text.length, true);
  return { text: pieces.join(''), placeOf: (start, end) => placeIn(parts, start, end) };
}

function characterOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { sign, letter, entity, octal, decimal, four, percent, printable } = groups;
  if (sign !== undefined) return sign;
  const name = letter ?? entity;
  if (name !== undefined) return named[name] ?? '';
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  if (decimal !== undefined) return pointOf(Number.parseInt(decimal, 10));
  const hex = four ?? percent ?? printable ?? groups['hex'] ?? groups['braced'];
  return hex === undefined ? '' : pointOf(Number.parseInt(hex, 16));
}

const pointOf = (point: number) => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');

function placeIn(parts: readonly Part[], start: number, end: number): readonly [number, number] {
  const first = partAt(parts, start);
  const last = partAt(parts, end - 1);
  if (!first || !last) return [0, 0];
  return [
    first.isPlain ? first.from + start - first.at : first.from,
    last.isPlain ? last.from + end - last.at : last.to,
  ];
}

/** The last part that begins no later. */
function partAt(parts: readonly Part[], offset: number): Part | undefined {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((parts[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return parts[low];
}
