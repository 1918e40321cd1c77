import { atOnce } from '../text/atOnce.ts';
import { matchesIn } from '../text/matchesIn.ts';
import { findSecrets, secretBeginnings, type FoundSecret } from './secretFormat.ts';

/** What stands in Base64: a value, one in UTF-16, as a command of PowerShell has it, or what is in Base64 already. */
type Kind = 'plain' | 'wide' | 'twice';

/** How the beginning of a value looks in Base64. */
interface Beginning {
  readonly code: string;
  /** So many characters of its group of four stand before it, and are decided about by what stands before the value, too. */
  readonly lead: number;
  readonly kind: Kind;
}

/** Three ways, by how it lies in the groups of three bytes, each without what its neighbours decide about, too. */
function beginningsOf(text: string | Buffer, kind: Kind): readonly Beginning[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const lead = Math.ceil((8 * before) / 6);
    return { code: encoded.slice(lead, Math.floor((8 * (before + bytes.length)) / 6)), lead, kind };
  });
}

const plain = secretBeginnings.flatMap((each) => beginningsOf(each, 'plain'));
const rare = [
  ...secretBeginnings.flatMap((each) =>
    // The last byte belongs to what follows as much.
    beginningsOf(Buffer.from(each, 'utf16le').subarray(0, -1), 'wide'),
  ),
  ...plain.flatMap(({ code }) => beginningsOf(code, 'twice')),
];

/** Where Base64 is broken into lines: as it stands, in JSON, behind a backslash. */
const lineBreak = String.raw`(?:(?:\\[rn])+|\\?\r?\n)[ \t]*`;
const codesOf = (all: readonly Beginning[]) => all.map(({ code }) => code).join('|');
/**
 * From the first letter that texts have few of, as far as enough is left: a plain search for that takes a fifth of the time,
 * since it stops at each of them.
 */
const partOf = ({ code }: Beginning): string =>
  code.slice(Math.max(code.slice(0, -4).search(/[JKQV-Z]/), code.search(/[A-Z]/)));
const anywhere = plain.map((each) => Buffer.from(partOf(each)));
const parts = [...plain, ...rare].map(partOf);
const whole = new RegExp(codesOf([...plain, ...rare]));
/** A third of the time that `whole` takes: most texts have none. */
const mayHoldWhole = (text: string): boolean => parts.some((each) => text.includes(each));
/** Two lines of Base64, of which the first may end within the beginning of a value: few texts have any. */
const wrapped = new RegExp(
  `[A-Za-z0-9+/]${lineBreak}(?<=[A-Za-z0-9+/]{40}${lineBreak})[A-Za-z0-9+/]{8}`,
);
const broken = new RegExp(
  plain.map(({ code }) => Array.from(code).join(`(?:${lineBreak})?`)).join('|'),
);

/** True where a file may hold a value of ours in Base64; quick, for it is asked of every file. */
export const mayHoldEncoded = (bytes: Buffer): boolean =>
  anywhere.some((code) => bytes.includes(code));

/** The same for a value whose first characters are on two lines, in UTF-16, or in Base64 twice; this takes longer. */
export const mayHoldRarelyEncoded = (text: string): boolean =>
  (mayHoldWhole(text) && whole.test(text)) || (wrapped.test(text) && broken.test(text));

const byCode = new Map([...plain, ...rare].map((each) => [each.code, each] as const));
const anyBreak = new RegExp(lineBreak, 'g');
/** So much is decoded: a value that is in Base64 twice, and lines of it are indented. */
const [mostBefore, mostBehind] = [24, 512];
const longestBeginning = 1024;
const letterOrBreak = new RegExp(`${lineBreak}|[A-Za-z0-9+/_-]`, 'g');
const ahead = new RegExp(String.raw`(?:[A-Za-z0-9+/_-]|${lineBreak}|\\(?=/))*`, 'y');

/**
 * Every value of our formats that stands in a text in Base64, alone or with more around it, as in a `Secret` of
 * Kubernetes, a header of basic authentication or what Docker keeps; `index` is where it begins there.
 */
export function* encodedSecrets(text: string): Generator<undefined, readonly FoundSecret[]> {
  const found = new Map<number, FoundSecret>();
  const beginnings = [mayHoldWhole(text) && whole, wrapped.test(text) && broken];
  for (const beginning of beginnings.filter((each) => each !== false)) {
    for (const match of matchesIn(text, beginning, longestBeginning)) {
      yield;
      const read = match && byCode.get(match[0].replace(anyBreak, ''));
      if (!read || found.has(match.index)) continue;
      const { index } = match;
      const value = valueAt(text, index, read);
      if (value === undefined) continue;
      found.set(index, { value, index, end: endOf(text, index, value, read) });
    }
  }
  return [...found.values()];
}

/** The value whose beginning stands there, unless it is part of a longer word. */
function valueAt(text: string, at: number, { lead, kind }: Beginning): string | undefined {
  const before = encodedBefore(text.slice(Math.max(0, at - mostBefore), at), lead);
  ahead.lastIndex = at;
  const [run = ''] = ahead.exec(text.slice(0, at + mostBehind)) ?? [];
  const code = before + run.replace(anyBreak, '').replaceAll('\\', '');
  const decoded = Buffer.from(code, 'base64').toString('latin1');
  // The first byte of which a bit is the beginning's.
  const offset = Math.floor((6 * before.length) / 8);
  const isHere = ({ index }: FoundSecret) => index === offset;
  switch (kind) {
    case 'plain':
      return findSecrets(decoded).find(isHere)?.value;
    case 'wide': {
      const narrow = (part: string) => part.replaceAll('\0', '');
      const here = narrow(decoded.slice(0, offset)).length;
      return findSecrets(narrow(decoded)).find(({ index }) => index === here)?.value;
    }
    case 'twice':
      return atOnce(encodedSecrets(decoded)).find(isHere)?.value;
  }
}

/** Where the letters end that a value has a part in. */
function endOf(text: string, at: number, value: string, { lead, kind }: Beginning): number {
  const once = Math.ceil((4 * value.length) / 3);
  const bytes = { plain: value.length, wide: 2 * value.length, twice: once }[kind];
  let left = Math.ceil((8 * (Math.floor((6 * lead) / 8) + bytes)) / 6) - lead;
  let end = at;
  for (const { 0: part, index } of text.slice(at, at + mostBehind).matchAll(letterOrBreak)) {
    end = at + index + part.length;
    if (part.length === 1 && /\S/.test(part) && --left === 0) break;
  }
  return end;
}

/** What stands before it in whole groups, as far as it is on its line, and the `lead` of its own group wherever that is. */
function encodedBefore(text: string, lead: number): string {
  const tail = /[A-Za-z0-9+/_-]*$/;
  const [onLine = ''] = tail.exec(text) ?? [];
  if (onLine.length >= lead) return onLine.slice((onLine.length - lead) % 4);
  const [joined = ''] = tail.exec(text.replace(anyBreak, '')) ?? [];
  return lead === 0 ? '' : joined.slice(-lead);
}
