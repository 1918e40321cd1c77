import type { Access, Dialect, Quoted, Surroundings } from '../dialect.ts';
import { afterPreamble } from '../importPlace.ts';
import { contextAt } from '../literals.ts';
import { nameOfOs } from '../pythonScope.ts';
import { openBrackets } from '../openBrackets.ts';
import { hash, line, never } from './pieces.ts';

const inFormatted = (outer: string, os: string): Access =>
  outer.includes('"')
    ? (variable) => `{${os}.environ['${variable}']}`
    : (variable) => `{${os}.environ["${variable}"]}`;
const literalsWith = (os: string) =>
  ['"""', "'''", '"', "'"].flatMap((quote): Quoted[] => {
    const shape = {
      close: () => quote,
      escape: '\\' as const,
      ...(quote.length === 3 ? { manyLines: true as const } : {}),
    };
    return [
      {
        ...shape,
        open: new RegExp(`(?:[rR]?[fF]|[fF][rR])${quote}`, 'my'),
        hole: ['{', '}'],
        inside: inFormatted(quote, os),
      },
      {
        ...shape,
        open: new RegExp(`(?:[bB][rR]?|[rR][bB])${quote}`, 'my'),
        whole: (variable) => `${os}.environ["${variable}"].encode()`,
      },
      {
        ...shape,
        open: new RegExp(`[rRuU]?${quote}`, 'my'),
        promoted: {
          open: (open) => `f${open.replace(/[uU]/, '')}`,
          close: (close) => close,
          inside: inFormatted(quote, os),
          unless: /[{}]/,
        },
      },
    ];
  });
/** A pattern of `match` takes literals only, up to its guard; it goes on in brackets. */
function isPattern(before: string): boolean {
  const [outer] = openBrackets(before)
    .filter(({ sign, head }) => sign !== '{' || !head.endsWith('$'))
    .slice(-1);
  const line = (text: string) => text.slice(text.lastIndexOf('\n') + 1);
  const isCase = (text: string) =>
    /^[ \t]*case\b(?!\s*[=.,)])(?:(?!\sif\s)[^\n])*$/.test(line(text)) &&
    !/:\s/.test(line(text).replaceAll(/[[{(][^\])}]*[\])}]?/g, ''));
  return isCase(before) || (outer !== undefined && isCase(outer.head));
}

const pythonWith = (os: string) => ({
  skip: hash,
  literals: literalsWith(os),
  access: (variable: string) => `${os}.environ["${variable}"]`,
  // What is said of a module, class or function, and what a name is declared to be.
  unless: (before: string, after: string) =>
    (/(?:^|\n)[ \t]*$/.test(before) &&
      /^[ \t\r]*(?:#[^\n]*)?(?:\n|$)/.test(after) &&
      openBrackets(before).length === 0) ||
    (/(?:^|\n)[ \t]*[\w.]+\s*:\s*$/.test(before) && openBrackets(before).length === 0),
  constant: ({ before }: Surroundings) => isPattern(before) || /\bLiteral\[[^\]\n]*$/.test(before),
});
const usual = pythonWith('os');

export const python: Dialect = {
  ...usual,
  scoped: (text, offset) => {
    const isCode = (at: number) => contextAt(text, at, usual).kind === 'code';
    const { name, isMissing } = nameOfOs(text, offset, isCode);
    const missing = name === 'os' ? 'import os' : `import os as ${name}`;
    return {
      ...pythonWith(name),
      // A cell of a notebook that is none of Python's.
      ...(/^\s*%%(?!time|capture|prun)\w/.test(text) && { unless: () => true }),
      ...(isMissing && { needs: line(never, missing, afterPreamble) }),
    };
  },
};
