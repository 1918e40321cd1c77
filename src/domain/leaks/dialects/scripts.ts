import type { Dialect } from '../dialect.ts';
import { hash, double, hereDocument, single, triple, call } from './pieces.ts';

const isIndented = (open: string) => /^<<[~-]/.test(open);

export const ruby: Dialect = {
  skip: [...hash, /^=begin[^]*?(?:^=end|$(?![^]))/my],
  literals: [
    hereDocument(/<<[~-]?'[A-Z_]\w*'[^\n]*(?=\n)/my, isIndented),
    hereDocument(
      /<<[~-]?(?:"[A-Z_]\w*"|[A-Z_]\w*)[^\n]*(?=\n)/my,
      isIndented,
      (variable) => `#{ENV.fetch("${variable}")}`,
    ),
    { ...double, hole: ['#{', '}'], inside: (variable) => `#{ENV.fetch("${variable}")}` },
    {
      ...single,
      promoted: {
        open: () => '"',
        close: () => '"',
        inside: (variable) => `#{ENV.fetch("${variable}")}`,
        unless: /["\\]|#[{$@]/,
      },
    },
  ],
  access: call('ENV.fetch'),
  // The name of a pair is no expression there.
  unless: (before, after) => /[{,(]\s*$/.test(before) && /^:(?!:)/.test(after),
};

export const perl: Dialect = {
  skip: [/(?<![$@%&\w])#[^\n]*/my, /^=\w[^]*?(?:^=cut|$(?![^]))/my],
  literals: [
    hereDocument(/<<~?'[A-Za-z_]\w*'[^\n]*(?=\n)/my, isIndented),
    hereDocument(
      /<<~?(?:"[A-Za-z_]\w*"|[A-Z_]\w*)[^\n]*(?=\n)/my,
      isIndented,
      (variable) => `$ENV{${variable}}`,
    ),
    { ...double, manyLines: true, inside: (variable) => `$ENV{${variable}}` },
    { ...single, manyLines: true },
  ],
  access: (variable) => `$ENV{${variable}}`,
  join: ' . ',
};

export const lua: Dialect = {
  skip: [/--\[\[[^]*?(?:\]\]|$(?![^]))/my, /--[^\n]*/my],
  literals: [{ open: /\[\[/my, close: () => ']]', manyLines: true }, double, single],
  access: call('os.getenv'),
  join: ' .. ',
};

export const r: Dialect = { skip: hash, literals: [double, single], access: call('Sys.getenv') };

export const julia: Dialect = {
  skip: [/#=[^]*?(?:=#|$(?![^]))/my, ...hash],
  literals: [triple, double].map((each) => ({
    ...each,
    hole: ['$(', ')'],
    inside: (variable) => `$(ENV["${variable}"])`,
  })),
  access: (variable) => `ENV["${variable}"]`,
};

export const elixir: Dialect = {
  skip: hash,
  literals: [triple, double].map((each) => ({
    ...each,
    hole: ['#{', '}'],
    inside: (variable) => `#{System.fetch_env!("${variable}")}`,
  })),
  access: call('System.fetch_env!'),
  // A module attribute is read while the module is compiled.
  constantAfter: /(?:^|\n)\s*@\w+\s[^\n]*$|\bdefp?\s+\w+[!?]?\([^\n]*$/,
  // What is matched with is a pattern.
  constant: ({ after }) => /^\s*->/.test(after),
};

export const clojure: Dialect = {
  skip: [/;[^\n]*/my, /\\./my],
  literals: [{ ...double, manyLines: true }],
  access: (variable) => `(System/getenv "${variable}")`,
  apart: true,
};
