import type { Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { afterIncludes, isIncluded } from '../includePlace.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, double, backtick, character, call, line, never } from './pieces.ts';

const goWith = (prefix: string): Dialect => ({
  skip: [...slashes, character],
  literals: [double, backtick],
  access: call(`${prefix}Getenv`),
  join: ' + ',
  constantAfter: /(?:^|[\n;{])\s*const\s+\w[^\n]*$/,
  // Also in a block, and the tag of a field.
  constant: ({ before }) => {
    const [inner] = openBrackets(before);
    if (inner?.sign === '(' && /(?:^|\n)\s*(?:const|import)\s*$/.test(inner.head)) return true;
    return (
      inner?.sign === '{' &&
      /\bstruct\s*$/.test(inner.head) &&
      /\n[ \t]*\w[\w, ]*[ \t]+[\w.*[\]{}]+[ \t]*$/.test(before)
    );
  },
});
const usual = goWith('os.');
const afterImports = (text: string) =>
  afterLast(
    text,
    /^(?:package\s+\w+|import\s+(?:[\w.]+\s+)?"[^"\n]+"|import\s*\([^)]*\))[^\n]*$/gm,
  );
/** What a program itself calls `os`, which hides the package. */
const hidesOs =
  /\bos\s*(?:,[^\n=]*)?:=|\b(?:var|func|type|const)\s+os\b|[(,]\s*os\s+[\w.*[\]]+\s*[,)]/;

export const go: Dialect = {
  ...usual,
  scoped: (text) => {
    const imports = (text.match(/^import\s*(?:\([^)]*\)|[^\n]*)/gm) ?? []).join('\n');
    const alias = /(?:^import|[\n(;])[ \t]*([\w.]+[ \t]+)?"os"/m.exec(imports);
    const name = alias ? (alias[1]?.trim() ?? 'os') : '_';
    if (name === '.') return goWith('');
    if (name !== '_' && name !== 'os') return goWith(`${name}.`);
    if (hidesOs.test(text)) {
      const needs = line(/^import sysos "os"/m, 'import sysos "os"', afterImports);
      return { ...goWith('sysos.'), needs };
    }
    return name === 'os' ? usual : { ...usual, needs: line(never, 'import "os"', afterImports) };
  },
};

export const rust: Dialect = {
  skip: [...slashes, /'(?:[^'\\\n]|\\[^\n]{1,9})'/my],
  literals: [
    {
      open: /b?r#+"/my,
      close: (open) => `"${'#'.repeat(open[0].split('#').length - 1)}`,
      manyLines: true,
    },
    { open: /b"/my, close: () => '"', escape: '\\', whole: 'none' },
    { open: /r"/my, close: () => '"', manyLines: true },
    { ...double, manyLines: true },
  ],
  access: (variable) => `std::env::var("${variable}").expect("${variable} is set")`,
  // The literal was a `&str`; where a `String` is made of it, this is one.
  fit: (expression, before, after) =>
    /String::from\(\s*$/.test(before) || /^\s*\.\w/.test(after) ? expression : `&${expression}`,
  constantAfter:
    /\b(?:const|static|concat!|env!|include_str!|println!|format!)[^\n;]*$|#!?\[[^\]]*$|\b(?:const|static)\s+(?:mut\s+)?[A-Z_]\w*\s*:(?:[^;]|;\s*\w+\s*\])*$/,
  // Patterns, and what a function gives back, which lives longer than a value that was read.
  constant: ({ before, after }) =>
    /^\s*(?:=>|\|(?!\|)|if\b[^;{}]*=>)/.test(after) ||
    /(?<!\|)\|\s*$|\bmatches!\([^;]*,\s*$|\blet\s+(?:\w+\(\s*)*$/.test(before) ||
    (isGivenBack(before, after) && !/^\s*\.\w/.test(after)),
};

function isGivenBack(before: string, after: string): boolean {
  return /\breturn\s*$/.test(before) || (/^\s*\}/.test(after) && /[{};]\s*$/.test(before));
}

/** A macro whose text is put beside another, is measured, or fills what needs a constant. */
function isNeededMacro(before: string, text: string): boolean {
  const [, name] = /(?:^|\n)[ \t]*#\s*define\s+(\w+)\s+\(?\s*$/.exec(before) ?? [];
  if (name === undefined) return false;
  return new RegExp(
    `"\\s*\\b${name}\\b|(?<!#\\s*define\\s+)\\b${name}\\s*"|\\bsizeof\\s*\\(?\\s*${name}\\b|(?:\\bstatic\\b|\\])[^;\\n]*=\\s*\\{?[^;\\n]*\\b${name}\\b|(?:^|\\n)\\w[^;{}()\\n]*=[^;\\n]*\\b${name}\\b`,
  ).test(text);
}

/** With the header that declares `getenv`, where the file does not have it already. */
function withHeader(dialect: Dialect, text: string, offset: number): Dialect {
  const [name, known] =
    dialect === cpp
      ? (['cstdlib', /<(?:cstdlib|stdlib\.h)>/] as const)
      : (['stdlib.h', /<stdlib\.h>/] as const);
  if (isIncluded(text, offset, known)) return dialect;
  return {
    ...dialect,
    needs: line(never, `#include <${name}>`, () => afterIncludes(text, offset)),
  };
}

export const c: Dialect = {
  skip: [...slashes, character],
  literals: [double],
  access: call('getenv'),
  constant: ({ before, text }) =>
    isNeededMacro(before, text) ||
    /\b_?[sS]tatic_[aA]ssert\b[^;]*$|\b(?:asm|__attribute__)\b[^;]*$/.test(before),
  // At the beginning of a line is the file's own level, where only constants may stand.
  constantAfter: /(?:^|\n)(?!#\s*define\b)\S[^\n]*$|\bstatic\b[^\n]*$|\[[^\]\n]*\]\s*=\s*$/,
  scoped: (text, offset) => withHeader(c, text, offset),
};
export const cpp: Dialect = {
  ...c,
  literals: [
    {
      open: /R"\w*\(/my,
      close: (open) => `)${open[0].slice(2, -1)}"`,
      manyLines: true,
      whole: 'none',
    },
    double,
  ],
  access: call('std::getenv'),
  constantAfter:
    /\b(?:constexpr|constinit|static_assert|asm)\b[^;]*$|\[[^\]\n]*\]\s*=\s*$|\[\[[^\]]*$|\bextern\s*$|\bchar\s+\w+\[[^\]]*\]\s*\{\s*$/,
  // A suffix makes something else of it.
  unless: (_before, after) => /^\w/.test(after),
  scoped: (text, offset) => withHeader(cpp, text, offset),
};
