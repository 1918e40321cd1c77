import type { Access, Need, Quoted } from '../dialect.ts';

export const slashes = [/\/\/[^\n]*/my, /\/\*[^]*?(?:\*\/|$(?![^]))/my];
export const hash = [/#[^\n]*/my];
export const double: Quoted = { open: /"/my, escape: '\\' };
export const single: Quoted = { open: /'/my, escape: '\\' };
export const backtick: Quoted = { open: /`/my, manyLines: true };
export const triple: Quoted = { open: /"""/my, close: () => '"""', escape: '\\', manyLines: true };
/**
 * A document that follows its line and ends with a word on a line of its own.
 *
 * @param open its first line, the word before any other; sticky
 * @param indented whether the word at the end may be indented
 */
export const hereDocument = (
  open: RegExp,
  indented: (open: string) => boolean,
  inside?: Access,
): Quoted => ({
  open,
  close: (found) =>
    new RegExp(
      `\\n${indented(found[0]) ? '[ \\t]*' : ''}${/\w+/.exec(found[0])?.[0] ?? ''}(?=\\r?\\n|$)`,
      'y',
    ),
  manyLines: true,
  whole: 'none',
  ...(inside && { inside }),
});
export const character = /'(?:[^'\\\n]|\\[^\n]{1,9})'/my;

export const call =
  (name: string, quote = '"'): Access =>
  (variable) =>
    `${name}(${quote}${variable}${quote})`;

/** Matches nothing. */
export const never = /(?!)/;

export const line = (present: RegExp, text: string, at: Need['at']): Need => ({
  present,
  line: text,
  at,
});

export const inDollars =
  (access: Access): Access =>
  (variable) =>
    `\${${access(variable)}}`;
