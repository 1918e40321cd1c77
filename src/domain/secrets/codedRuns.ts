import { matchesIn } from '../text/matchesIn.ts';
import { runsOf, signSet, type SignSet } from '../text/runsOf.ts';
import { unseen } from './unseen.ts';

/** A part of a text that is another text in Base64 or as numbers. */
export interface CodedRun {
  readonly decoded: string;
  readonly index: number;
  readonly end: number;
}

interface Coding {
  /** Only where so many of these signs follow each other can one begin. */
  readonly signs: SignSet;
  readonly least: number;
  /** Tried at the first of those signs where it is sticky, else anywhere among them. */
  readonly run: RegExp;
  readonly decode: (run: string) => string;
}

/** No value is shorter in any form; so many bytes, and so many letters of Base64. */
const [leastBytes, leastLetters] = [82, 110];
/** More than a file of settings has in one run; what is longer is seen from its beginning. */
const longest = 16 * 1024;
/** Where Base64 goes on: on the next line, as it stands, in mail, in JSON, behind a backslash; in the next of two quoted texts. */
const joint = String.raw`(?:(?:(?:\\[rn])+|[\\=]?\r?\n)[ \t]*|["'][\s+.,\\]{1,40}["'])`;
const joints = new RegExp(joint, 'g');
const bytesOf = (base: number) => (run: string) =>
  String.fromCharCode(
    ...Array.from(
      run.matchAll(base === 16 ? /(?:0[xX])?([0-9A-Fa-f]{2})/g : /([0-9]+)/g),
      ([, each = '']) => Number.parseInt(each, base),
    ),
  );
const leastOnLine = 20;
const codings: readonly Coding[] = [
  {
    signs: signSet(/[A-Za-z0-9+/_-]/),
    least: leastOnLine,
    run: new RegExp(
      String.raw`(?<!\\)[A-Za-z0-9+/_-]{${leastOnLine},${longest}}(?:${joint}[A-Za-z0-9+/_-]{1,${longest}}){0,400}`,
      'y',
    ),
    decode: (run) => Buffer.from(run.replace(joints, ''), 'base64').toString('latin1'),
  },
  {
    signs: signSet(/[0-9A-Fa-fxX\s,:;]/, true),
    least: 2 * leastBytes,
    run: new RegExp(
      String.raw`(?<![0-9A-Za-z])(?:0[xX])?[0-9A-Fa-f]{2}(?:[\s,:;]{0,12}(?:0[xX])?[0-9A-Fa-f]{2}){${leastBytes - 1},${longest}}`,
    ),
    decode: bytesOf(16),
  },
  {
    signs: signSet(/[0-9\s,\\]/, true),
    least: 2 * leastBytes - 1,
    run: new RegExp(
      String.raw`(?<![0-9A-Za-z])[0-9]{1,3}(?:(?:[\s,]{1,12}|\\)[0-9]{1,3}){${leastBytes - 1},${longest}}`,
    ),
    decode: bytesOf(10),
  },
];

/** What holds a value, in whatever form, is a text there: pictures and archives are not looked into. */
const isText = new RegExp(String.raw`(?:[\x20-\x7e\s\0\x07\x1b]|${unseen}){${leastBytes}}`);

/** Every part of a text that can hold a value in Base64, in hex or in decimal numbers, and what it says. */
export function* codedRuns(text: string): Generator<undefined, readonly CodedRun[]> {
  const runs: CodedRun[] = [];
  for (const coding of codings) {
    const { decode } = coding;
    for (const match of coding.run.sticky ? atRuns(text, coding) : withinRuns(text, coding)) {
      yield;
      if (!match || match[0].length < leastLetters) continue;
      const decoded = decode(match[0]);
      if (!isText.test(decoded)) continue;
      runs.push({ decoded, index: match.index, end: match.index + match[0].length });
    }
  }
  return runs;
}

/** Matches that begin with a run, and go on behind it. */
function* atRuns(text: string, { signs, least, run }: Coding) {
  let last = 0;
  for (const [start] of runsOf(text, signs, least)) {
    // What is part of a match before, or too long for one, begins none.
    if (start < last) continue;
    run.lastIndex = start;
    const match = run.exec(text);
    if (match) last = run.lastIndex;
    yield match ?? undefined;
  }
}

/** Matches that lie in a run. */
function* withinRuns(text: string, { signs, least, run }: Coding) {
  for (const [start, end] of runsOf(text, signs, least)) {
    // What stands before it says whether it begins a word.
    const from = Math.max(0, start - 1);
    for (const match of matchesIn(text.slice(from, end), run, longest)) {
      if (match) match.index += from;
      yield match;
    }
  }
}
