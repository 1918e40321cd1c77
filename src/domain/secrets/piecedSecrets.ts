import { unseen } from './unseen.ts';
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
 * The same where nothing is known of the pieces: lines of mail, of shells and of folded YAML, texts that are added,
 * also where a line of Basic goes on; tags and the ends of a piece of XML; links of a terminal. Source of a regular
 * expression.
 */
export const wholeJoint = [
  String.raw`=\r?\n|\\\r?\n[ \t]*|\r?\n[ \t]+`,
  String.raw`["'][\s+.&,]{0,40}(?:_[ \t]{0,9}\r?\n[\s+&]{0,40})?["']`,
  String.raw`</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->|\]\]>(?:<!\[CDATA\[)?|<!\[CDATA\[`,
  String.raw`\u001b\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)`,
].join('|');

/** What may be within the first letters besides: signs without a width, and whatever is written in another form. */
const written = String.raw`${unseen}|[\\${'`'}$][uUx0-7{]|%(?:25)*(?:72|6[bBcC]|[cC]2|[eE][2fF])|&(?:#|shy|zw|Zero)|=(?:72|6[BC])`;
/** The beginning of a value in pieces, or of which one of the first letters is written in another form; `echo` has a zero before its numbers. */
const cut = new RegExp(
  `\\\\01(?:47|53)|[gk](?:r?(?:${written})|(?:${wholeJoint}){1,3}r(?:${wholeJoint}){0,3}[kl]|r(?:${wholeJoint}){1,3}[kl])`,
);

/** True where a text may hold a value whose first letters do not stand together. */
export const mayBeCut = (text: string): boolean => cut.test(text);
