import type { Access, Dialect } from '../dialect.ts';
import { double, single } from './pieces.ts';

const inWord: Access = (variable) => `"\${${variable}}"`;
export const shell: Dialect = {
  skip: [/\\[^]/my, /(?<=^|[\s;|&(])#[^\n]*/my],
  literals: [
    {
      open: /(?<!<)<<(?!<)-?[ \t]*(?:['"\\])\w+['"]?[^\n]*\n/my,
      close: (open) => `\n${/\w+/.exec(open[0])?.[0] ?? ''}`,
      manyLines: true,
      whole: 'none',
    },
    {
      open: /(?<!<)<<(?!<)-?[ \t]*\w+[^\n]*\n/my,
      close: (open) => `\n${/\w+/.exec(open[0])?.[0] ?? ''}`,
      manyLines: true,
      whole: 'none',
      inside: (variable) => `\${${variable}}`,
    },
    { ...double, manyLines: true, hole: ['$(', ')'], inside: (variable) => `\${${variable}}` },
    { open: /\$'/my, escape: '\\', manyLines: true, whole: 'none' },
    { open: /'/my, manyLines: true, inside: (variable) => `'"\${${variable}}"'` },
  ],
  access: (variable) => `"$${variable}"`,
  bare: inWord,
};
export const fish: Dialect = {
  skip: [/\\[^]/my, /(?<=^|[\s;])#[^\n]*/my],
  literals: [
    { ...double, manyLines: true, inside: (variable) => `$${variable}` },
    { ...single, manyLines: true, inside: (variable) => `'"$${variable}"'` },
  ],
  access: (variable) => `"$${variable}"`,
  bare: (variable) => `"$${variable}"`,
};
const fromPowershell: Access = (variable) => `$env:${variable}`;
export const powershell: Dialect = {
  skip: [/<#[^]*?#>/my, /(?<=^|[\s;({])#[^\n]*/my, /`[^]/my],
  literals: [
    {
      open: /@"\n/my,
      close: () => '\n"@',
      manyLines: true,
      whole: 'none',
      inside: (variable) => `\${env:${variable}}`,
    },
    { open: /@'\n/my, close: () => "\n'@", manyLines: true, whole: 'none' },
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
};
