import type { Access, Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { double, hereDocument, line, single } from './pieces.ts';

const inWord: Access = (variable) => `"\${${variable}}"`;
/** The beginning of a value: a word, a text in quotes, what a command says, a list. */
const started = `(?:[^\\s"']*|[^\\s"']*"[^"]*|[^\\s"']*'[^']*|"?(?:\\$\\(|\`|\\()[^)\`\\n]*)`;
const isDashed = (open: string) => open.startsWith('<<-');
export const shell: Dialect = {
  skip: [
    /\\[^]/my,
    /(?<=^|[\s;|&(])#[^\n]*/my,
    // Two documents follow one line.
    /(?<!<|\(\([^)\n]*)<<(?!<)-?[ \t]*['"\\]?[A-Za-z_]\w*['"]?[^\n]*<<(?!<)-?[ \t]*['"\\]?(?<second>[A-Za-z_]\w*)['"]?[^]*?^\t*\k<second>$/my,
  ],
  literals: [
    // In `((1 << bits))` it shifts.
    hereDocument(/(?<!<|\(\([^)\n]*)<<(?!<)-?[ \t]*(?:['"\\])\w+['"]?[^\n]*(?=\n)/my, isDashed),
    hereDocument(
      /(?<!<|\(\([^)\n]*)<<(?!<)-?[ \t]*[A-Za-z_]\w*[^\n]*(?=\n)/my,
      isDashed,
      (variable) => `\${${variable}}`,
    ),
    { ...double, manyLines: true, hole: ['$(', ')'], inside: (variable) => `\${${variable}}` },
    { open: /\$'/my, escape: '\\', manyLines: true, whole: 'none' },
    { open: /'/my, manyLines: true, inside: (variable) => `'"\${${variable}}"'` },
  ],
  access: (variable) => `"$${variable}"`,
  bare: inWord,
  // In front of a command, it is what only that one is told; and the default of a variable is none of it.
  defines: (variable, after) => {
    const alone = /^["']?[ \t\r]*(?:$|[\n;&|)}#`])/.test(after) ? '?' : '';
    return new RegExp(
      [
        `\\$\\{?${variable}\\}?"?\\s*(?:==?|!=)\\s*["']?[^"'\\n]*$`,
        `(?:^|[\\n;&|{(]|\\b(?:then|do|else)\\s)\\s*(?:(?:export|readonly|declare|typeset|local)\\s+(?:-\\w+\\s+)*)${alone}(?:\\w+=\\S*\\s+)*${variable}\\+?=${started}$`,
        `\\$\\{${variable}:?[-=][^}\\n]*$`,
        `\\b(?:read|mapfile|readarray)\\b[^\\n;|&]*\\b${variable}\\b[^\\n;|&]*<<<\\s*["']?[^"'\\n]*$`,
        `\\b(?:read|mapfile|readarray)\\b[^\\n;|&]*\\b${variable}\\b[^\\n;|&]*<<-?[ \\t]*["']?(?<end>\\w+)["']?[ \\t]*\\n(?:(?!\\n\\t*\\k<end>\\n)[^])*$`,
        `\\bprintf\\s+-v\\s+${variable}\\s[^\\n;|&]*$`,
        `\\bfor\\s+${variable}\\s+in\\s[^\\n;]*$`,
        `\\beval\\s+["']?(?:export\\s+)?${variable}=[^\\n;]*$`,
      ].join('|'),
    );
  },
};
/** What direnv sources: it is what gives the folder its environment. */
export const direnv: Dialect = {
  ...shell,
  inPlaceOfLine: 'dotenv_if_exists\n',
  needs: line(/^dotenv(?:_if_exists)?[ \t]*$/m, 'dotenv_if_exists', (text) =>
    afterLast(text, /$^/g),
  ),
};
/** Apart from what would make another name, or an index, of it. */
const inFish: Access = (variable, after = '') =>
  /^[\w[]/.test(after) ? `""$${variable}""` : `$${variable}`;
export const fish: Dialect = {
  skip: [/\\[^]/my, /(?<=^|[\s;])#[^\n]*/my],
  literals: [
    { ...double, manyLines: true, inside: inFish },
    { ...single, manyLines: true, inside: (variable) => `'"$${variable}"'` },
  ],
  access: (variable) => `"$${variable}"`,
  bare: (variable) => `"$${variable}"`,
  defines: (variable) =>
    new RegExp(
      `(?:^|[\\n;&|]|\\b(?:and|or|not|begin))\\s*(?:set\\s+(?:-\\S+\\s+)*${variable}\\s|export\\s+${variable}=)[^\\n;]*$|\\$${variable}"?\\s*!?=\\s*["']?$`,
    ),
};
const fromPowershell: Access = (variable) => `$env:${variable}`;
export const powershell: Dialect = {
  skip: [/<#[^]*?(?:#>|$(?![^]))/my, /(?<=^|[\s;({])#[^\n]*/my, /`[^]/my],
  literals: [
    {
      open: /@"\r?\n/my,
      close: () => '\n"@',
      manyLines: true,
      whole: 'none',
      inside: (variable) => `\${env:${variable}}`,
    },
    { open: /@'\r?\n/my, close: () => "\n'@", manyLines: true, whole: 'none' },
    {
      open: /"/my,
      escape: '`',
      manyLines: true,
      hole: ['$(', ')'],
      inside: (variable) => `\${env:${variable}}`,
    },
    {
      open: /'/my,
      manyLines: true,
      promoted: {
        open: () => '"',
        close: () => '"',
        inside: (variable) => `\${env:${variable}}`,
        unless: /["$`']/,
      },
    },
  ],
  access: fromPowershell,
  apart: true,
  // An attribute.
  constantAfter: /\[\w+\([^)\]]*$/,
  defines: (variable) =>
    new RegExp(
      `env:[\\\\/]?${variable}["'}]?\\s*(?:=|\\?\\?=?|-eq|-ne|-Value)\\s*["']?[^"'\\n]*$|\\b(?:Set-Item|New-Item|Set-Content)\\b[^\\n;|]*env:[\\\\/]?${variable}\\b[^\\n;|]*$|EnvironmentVariable\\(["']${variable}["']\\s*,\\s*["']$`,
      'i',
    ),
};
