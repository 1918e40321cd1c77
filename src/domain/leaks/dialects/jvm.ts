import type { Dialect, Quoted } from '../dialect.ts';
import { slashes, double, single, triple, character, call, inDollars } from './pieces.ts';

const javaLike = {
  skip: [...slashes, character],
  access: call('System.getenv'),
  join: ' + ',
} as const;
export const java: Dialect = {
  ...javaLike,
  // The lines of a text block are taken apart by its indentation, which none of its pieces has.
  literals: [{ ...triple, whole: 'none' }, double],
  constantAfter: /@\w[\w.]*\([^()\n]*$|\bcase\s*$/,
};

const raw: Quoted = { open: /"""/my, close: () => '"""', manyLines: true };
export const kotlin: Dialect = {
  ...javaLike,
  literals: [raw, double].map((each): Quoted => ({
    ...each,
    hole: ['${', '}'],
    inside: inDollars(call('System.getenv')),
  })),
  constantAfter: /\bconst\s+val\b[^\n]*$|@\w[\w.]*\([^()\n]*$/,
};
export const groovy: Dialect = {
  ...javaLike,
  literals: [
    { ...triple, hole: ['${', '}'], inside: inDollars(call('System.getenv')) },
    { ...double, hole: ['${', '}'], inside: inDollars(call('System.getenv', "'")) },
    single,
  ],
  skip: slashes,
  constantAfter: /@\w[\w.]*\([^()\n]*$/,
};
export const scala: Dialect = {
  ...javaLike,
  literals: [
    // What is in its holes is read, and nothing is put beside it.
    { open: /[a-z]"""/my, close: () => '"""', manyLines: true, hole: ['${', '}'], whole: 'none' },
    { open: /[a-z]"/my, escape: '\\', hole: ['${', '}'], whole: 'none' },
    raw,
    double,
  ],
  access: call('sys.env'),
  constantAfter: /@\w[\w.]*\([^()\n]*$/,
};
