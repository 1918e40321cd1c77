import type { Access, Dialect, Quoted } from '../dialect.ts';
import { afterPreamble } from '../importPlace.ts';
import { openBrackets } from '../openBrackets.ts';
import { hash, line } from './pieces.ts';

const inFormatted = (outer: string): Access =>
  outer.includes('"')
    ? (variable) => `{os.environ['${variable}']}`
    : (variable) => `{os.environ["${variable}"]}`;
const pythonLiterals = ['"""', "'''", '"', "'"].flatMap((quote): Quoted[] => {
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
      inside: inFormatted(quote),
    },
    {
      ...shape,
      open: new RegExp(`(?:[bB][rR]?|[rR][bB])${quote}`, 'my'),
      whole: (variable) => `os.environ["${variable}"].encode()`,
    },
    {
      ...shape,
      open: new RegExp(`[rRuU]?${quote}`, 'my'),
      promoted: {
        open: (open) => `f${open.replace(/[uU]/, '')}`,
        close: (close) => close,
        inside: inFormatted(quote),
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

export const python: Dialect = {
  skip: hash,
  literals: pythonLiterals,
  access: (variable) => `os.environ["${variable}"]`,
  constant: ({ before }) => isPattern(before) || /\bLiteral\[[^\]\n]*$/.test(before),
  needs: line(/^[ \t]*import[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*os\b(?!\.| as)/m, 'import os', (text) =>
    afterPreamble(text),
  ),
};
