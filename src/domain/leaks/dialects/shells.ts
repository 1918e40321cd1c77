import type { Access, Dialect } from '../dialect.ts';
import { double, hereDocument, single } from './pieces.ts';

const inWord: Access = (variable) => `"\${${variable}}"`;
const isDashed = (open: string) => open.startsWith('<<-');
export const shell: Dialect = {
  skip: [/\\[^]/my, /(?<=^|[\s;|&(])#[^\n]*/my],
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
  skip: [/<#[^]*?(?:#>|$(?![^]))/my, /(?<=^|[\s;({])#[^\n]*/my, /`[^]/my],
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
  apart: true,
};
