import { t } from '@vscode/l10n';

const longestLine = 1500;

/** What moves, hides or breaks text: controls, line breaks, direction marks, what is not drawn, halves of characters. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u3164\uffa0\ufffc]/gu;
const emojiForm = /(\p{Extended_Pictographic})\ufe0f/gu;
const spaces = /\p{Zs}{4,}/gu;
const marks = /(\p{M}{4})(\p{M}+)/gu;

const known: Readonly<Record<string, string>> = {
  '\n': ' ⏎ ',
  '\r': ' ⏎ ',
  '\u2028': ' ⏎ ',
  '\u2029': ' ⏎ ',
  '\u0085': ' ⏎ ',
  '\t': ' ⇥ ',
};

/**
 * What a question says, above its buttons: one line, or paragraphs, of which each is a line or several.
 * Only this structure breaks lines.
 */
export type Paragraphs = string | readonly (string | readonly string[])[];

/**
 * The text of each paragraph, every line of it plain. A break inside a line, which may be a folder's or
 * a server's, is shown as a sign, so that no text of others looks like a paragraph of Keyrail's. A
 * paragraph with nothing in it would be a gap.
 */
export function plainParagraphs(paragraphs: Paragraphs): string[] {
  return [paragraphs]
    .flat()
    .map((part) =>
      [part]
        .flat()
        .map((line) => plainLine(line))
        .join('\n'),
    )
    .filter((paragraph) => paragraph !== '');
}

/**
 * A text of others (a folder's, a server's) as one line in which nothing is hidden: line breaks,
 * direction marks and controls become visible signs, and what is too long says that it was cut. The
 * cut is in the middle, so that a sentence around a long name keeps its beginning and its end.
 * `longest` counts UTF-16 units.
 */
export function plainLine(text: string, longest = longestLine): string {
  const seen = cut(text, longest)
    .replaceAll('\r\n', '\n')
    .replace(emojiForm, '$1')
    .replace(unseen, (sign) => known[sign] ?? `⟨${codeOf(sign)}⟩`)
    .replace(spaces, (run) => ` ⟨${t('{0} spaces', run.length)}⟩ `)
    .replace(marks, (_all, first: string, rest: string) => `${first}⟨+${Array.from(rest).length}⟩`);
  // Signs are longer than what they stand for.
  return cut(seen, longest * 2);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor(longest / 2);
  const start = text.slice(0, half).replace(/[\ud800-\udbff]$/, '');
  const end = text.slice(-half).replace(/^[\udc00-\udfff]/, '');
  const left = text.length - start.length - end.length;
  return `${start} ⟨${t('{0} characters left out', left)}⟩ ${end}`;
}

function codeOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
