import type { Access, Dialect } from '../dialect.ts';
import { hash, backtick, double, hereDocument, single, triple, call } from './pieces.ts';

const isIndented = (open: string) => /^<<[~-]/.test(open);

export const ruby: Dialect = {
  skip: [
    ...hash,
    /^=begin[^]*?(?:^=end|$(?![^]))/my,
    /^__END__$[^]*/my,
    // Two documents follow one line.
    /<<[~-]?["']?[A-Z_]\w*["']?[^\n]*<<[~-]?["']?(?<second>[A-Z_]\w*)["']?[^]*?^[ \t]*\k<second>\b/my,
    /(?<=(?:^|[(,=~!|&{;]|\b(?:if|unless|when|and|or|return))[ \t]*)\/(?![\s*=])(?:\\.|[^/\\\n])+\//my,
    /(?<![\w)\]}])\?["'`](?!\w)/my,
  ],
  literals: [
    hereDocument(/<<[~-]?'[A-Z_]\w*'[^\n]*(?=\n)/my, isIndented),
    hereDocument(
      /<<[~-]?(?:"[A-Z_]\w*"|[A-Z_]\w*)[^\n]*(?=\n)/my,
      isIndented,
      (variable) => `#{ENV.fetch("${variable}")}`,
    ),
    { ...double, hole: ['#{', '}'], inside: (variable) => `#{ENV.fetch("${variable}")}` },
    {
      ...backtick,
      escape: '\\',
      hole: ['#{', '}'],
      whole: 'none',
      inside: (variable) => `#{ENV.fetch("${variable}")}`,
    },
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
  // The name of a pair is no expression there, nor is that of a symbol.
  unless: (before, after) => /(?<!:):$/.test(before) || /^:(?!:)/.test(after),
  // A pattern.
  constantAfter: /(?:^|\n)[ \t]*in\s[^\n]*$/,
};

/** Taken as what they are, which a sign right behind the variable is not. */
const inPerl: Access = (variable, after = '') =>
  `$ENV{${variable}}${/^(?:[[{]|->)/.test(after) ? '\\' : ''}`;
export const perl: Dialect = {
  skip: [
    /(?<![$@%&\w])#[^\n]*/my,
    /^=\w[^]*?(?:^=cut|$(?![^]))/my,
    /^__(?:END|DATA)__$[^]*/my,
    /<<~?["']?[A-Z_]\w*["']?[^\n]*<<~?["']?(?<second>[A-Z_]\w*)["']?[^]*?^[ \t]*\k<second>\b/my,
    /(?<![$@%&\w>{-])(?:q[qwxr]?|m)\s*(?:\{[^{}]*\}|\([^()]*\)|\[[^\]]*\]|<[^<>]*>|(?<sign>[^\w\s,;=)}])(?:\\.|(?!\k<sign>)[^])*\k<sign>)/my,
    /(?<![$@%&\w>{-])(?:s|tr|y)(?<same>[/|!#'",])(?:\\.|(?!\k<same>)[^\n])*\k<same>(?:\\.|(?!\k<same>)[^\n])*\k<same>/my,
    /(?<=(?:[=!]~|\b(?:if|unless|and|or|split|grep))\s*\(?\s*)\/(?:\\.|[^/\\\n])*\//my,
    /`[^`]*`/my,
  ],
  literals: [
    hereDocument(/<<~?'[A-Za-z_]\w*'[^\n]*(?=\n)/my, isIndented),
    hereDocument(/<<~?(?:"[A-Za-z_]\w*"|[A-Z_]\w*)[^\n]*(?=\n)/my, isIndented, inPerl),
    { ...double, inside: inPerl },
    single,
  ],
  access: (variable) => `$ENV{${variable}}`,
  join: ' . ',
};

export const lua: Dialect = {
  skip: [/--\[(?<level>=*)\[[^]*?(?:\]\k<level>\]|$(?![^]))/my, /--[^\n]*/my],
  literals: [
    {
      open: /\[=*\[/my,
      close: (open) => open[0].replaceAll('[', ']'),
      manyLines: true,
    },
    double,
    single,
  ],
  // A function takes a literal without brackets, and nothing else.
  fit: (expression, before) =>
    /[\w)\]"']\s*$/.test(before) &&
    !/\b(?:return|and|or|not|in|then|else|do|until|if|while|elseif)\s*$/.test(before)
      ? `(${expression})`
      : expression,
  access: call('os.getenv'),
  // What a program itself calls `os`.
  scoped: (text) =>
    /(?:\blocal\s+function\s+os\b|\blocal\s+os\b(?!\s*=\s*require\b)|(?<![.\w]|\blocal\s+)os\s*=(?!=))|\bfunction\b[^()\n]*\([^()]*\bos\b/.test(
      text,
    )
      ? { ...lua, unless: () => true }
      : lua,
  join: ' .. ',
};

export const r: Dialect = { skip: hash, literals: [double, single], access: call('Sys.getenv') };

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
  constant: ({ before, after }) =>
    /^\s*(?:->|<-|=(?![=~]))/.test(after) ||
    (/\bwhen\b[^\n]*$/.test(before) && /^[^\n]*->/.test(after)),
};
