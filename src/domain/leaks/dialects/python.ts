import type { Access, Dialect, Quoted } from '../dialect.ts';
import { afterPreamble } from '../importPlace.ts';
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
export const python: Dialect = {
  skip: hash,
  literals: pythonLiterals,
  access: (variable) => `os.environ["${variable}"]`,
  needs: line(/^[ \t]*import[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*os\b(?!\.| as)/m, 'import os', (text) =>
    afterPreamble(text),
  ),
};
