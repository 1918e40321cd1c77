import type { Access, Need, Quoted } from '../dialect.ts';

export const slashes = [/\/\/[^\n]*/my, /\/\*[^]*?(?:\*\/|$(?![^]))/my];
export const hash = [/#[^\n]*/my];
export const double: Quoted = { open: /"/my, escape: '\\' };
export const single: Quoted = { open: /'/my, escape: '\\' };
export const backtick: Quoted = { open: /`/my, manyLines: true };
export const triple: Quoted = { open: /"""/my, close: () => '"""', escape: '\\', manyLines: true };
export const character = /'(?:[^'\\\n]|\\[^\n]{1,9})'/my;

export const call =
  (name: string, quote = '"'): Access =>
  (variable) =>
    `${name}(${quote}${variable}${quote})`;

export const line = (present: RegExp, text: string, at: Need['at']): Need => ({
  present,
  line: text,
  at,
});

export const inDollars =
  (access: Access): Access =>
  (variable) =>
    `\${${access(variable)}}`;
