import type { Dialect } from '../dialect.ts';
import { afterIncludes, isIncluded } from '../includePlace.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, double, character, call, line, never } from './pieces.ts';

/** A macro whose text is put beside another, is measured, or fills what needs a constant. */
function isNeededMacro(before: string, text: string): boolean {
  const [, name] = /(?:^|\n)[ \t]*#\s*define\s+(\w+)\s+\(?\s*$/.exec(before) ?? [];
  if (name === undefined) return false;
  // One that nothing here takes is for other files, which are not known.
  if ((text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2) return true;
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

const directive = /(?:^|\n)[ \t]*#(?!\s*define\b)[^\n]*$/;
/** What stands before the value in its own statement, and before each bracket of an initialiser that it is in. */
function ownStatements(before: string): readonly string[] {
  const heads: string[] = [];
  for (const { sign, head } of openBrackets(before)) {
    if (sign === '{' && /[\w)]\s*$/.test(head.replaceAll(/\b(?:const|noexcept|override)\s*$/g, '')))
      break;
    heads.push(head);
  }
  return [before, ...heads].map((each) => /[^;{}]*$/.exec(each)?.[0] ?? '');
}
/** Outside of every function, where only constants may stand. */
const isOutside = (before: string) =>
  !openBrackets(before).some(({ sign, head }) => sign === '{' && /\)\s*$/.test(head)) &&
  !/(?:^|\n)[ \t]*#\s*define\b(?:[^\n]|\\\n)*$/.test(before);
/** A label, a member of an enumeration, or an argument of a template. */
const isLabel = /\bcase\b[^:;{}]*$|\benum\b[^;{}]*\{[^}]*$|\w<\s*$/;
const isMeasured = /\bsizeof\s*\(?\s*$/;
const array = /\[[^\]\n]*\]\s*=\s*$|\bchar\s+\w+\s*\[[^\]]*\]\s*=?\s*\{\s*$/;
/** A macro beside it, which is a piece of the same text. */
const isBesideName = (before: string, after: string) =>
  /(?<!\b(?:return|case|else))(?<=[A-Z_0-9]{2})\s+$/.test(before) || /^\s+[A-Z_]{2}/.test(after);

/** An argument of a function of this file that takes an array by reference, which no pointer is. */
function isArrayArgument(before: string, text: string): boolean {
  const [, name] = /\b(\w+)\s*\((?:[^()\n]{0,200},)?\s*$/.exec(before) ?? [];
  return (
    name !== undefined &&
    new RegExp(`\\b${name}\\s*\\((?:[^();{}]{0,200}\\(\\s*&{1,2}\\s*\\w*\\s*\\)\\s*\\[)`).test(text)
  );
}

export const c: Dialect = {
  skip: [...slashes, character],
  literals: [double],
  access: call('getenv'),
  unless: isBesideName,
  constant: ({ before, text }) =>
    isNeededMacro(before, text) ||
    isOutside(before) ||
    ownStatements(before).some((each) => /\bstatic\b/.test(each)) ||
    /\b_?[sS]tatic_[aA]ssert\b[^;]*$|\b(?:asm|__asm__|__attribute__)\b[^;]*$/.test(before),
  constantAfter: new RegExp(`${directive.source}|${array.source}|${isMeasured.source}`),
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
  constant: ({ before, text }) =>
    isNeededMacro(before, text) ||
    isArrayArgument(before, text) ||
    isLabel.test(before) ||
    ownStatements(before).some((each) => /\bconsteval\b/.test(each)),
  constantAfter:
    /\bconsteval\b[^;]*$|\bsizeof\s*\(?\s*$|(?:^|\n)[ \t]*#(?!\s*define\b)[^\n]*$|\b(?:constexpr|constinit|static_assert|asm)\b[^;]*$|\[[^\]\n]*\]\s*=\s*$|\[\[[^\]]*$|\bextern\s*$|\bchar\s+\w+\[[^\]]*\]\s*\{\s*$/,
  // A suffix makes something else of it.
  unless: (before, after) => /^\w/.test(after) || isBesideName(before, after),
  scoped: (text, offset) => withHeader(cpp, text, offset),
};
