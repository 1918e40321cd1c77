import { isSecretShaped, wordStart, type FoundSecret } from './secretFormat.ts';

/**
 * What joins two pieces of a text: a line that goes on, in the ways of shells, JSON, YAML, mail and notebooks;
 * two quoted texts that follow each other or are added; the letters before a quote are Python's and C#'s.
 * Each has two quotes or a line's end; a blank that stands in the text itself ends a value.
 */
const signs = String.raw`\s+.&,()|<>~\\^@$=#*;-`;
const quotes = String.raw`"'${'`'}`;
const isJoint = String.raw`(?![ \t])(?=[${signs}]{0,32}[${quotes}][${signs}]{0,32}[bBrRuUfF]{0,2}[${quotes}]|[${quotes}${signs}]{0,63}(?:\n|(?<=\\)[nrt]))`;
const endsJoint = String.raw`(?<!(?:[${quotes}]|=\r?\n)[ \t]{1,9})`;
const oneJoint = (times: string) =>
  String.raw`${isJoint}(?:\\[nrt]|(?<=[\s+.&,(])[bBrRuUfF]{1,2}(?=["'])|[${quotes}${signs}]){1,64}${times}${endsJoint}`;
const joint = `(?:${oneJoint('?')})`;

const letters = (text: string) => Array.from(text).join(`${joint}?`);
const times = (kind: string, count: number) => `${kind}(?:${joint}?${kind}){${count - 1}}`;
const shape = [
  `(?:${letters('krl_local_')}|${letters('grk_live_')})`,
  times('[0-9a-z]', 8),
  times('[0-9a-f]', 16),
  '_',
  times('[0-9a-f]', 48),
].join(`${joint}?`);
/** What a word goes on behind without an end. */
const goesOn = String.raw`=\r?\n|\\\r?\n[ \t]*|["']\s{0,20}\+?\s{0,20}["']`;
const pieced = new RegExp(`${wordStart}${shape}(?!(?:${goesOn})?[0-9A-Za-z_])`, 'y');
const anyJoint = new RegExp(oneJoint(''), 'g');

/**
 * Every value of our formats that stands in a text in pieces, which a program joins. What stands whole is none.
 */
export function* piecedSecrets(text: string): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const first of ['krl', 'grk']) {
    for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
      yield;
      pieced.lastIndex = at;
      const [match] = pieced.exec(text) ?? [];
      if (match === undefined) continue;
      const value = match.replace(anyJoint, '');
      if (value !== match && isSecretShaped(value)) {
        found.push({ value, index: at, end: at + match.length });
      }
    }
  }
  return found;
}

/**
 * The same where nothing is known of the pieces: lines of mail, of shells and of folded YAML, and texts that are
 * added. Source of a regular expression.
 */
export const wholeJoint = String.raw`=\r?\n|\\\r?\n[ \t]*|["'][\s+.&,]{0,40}["']|\r?\n[ \t]+`;
