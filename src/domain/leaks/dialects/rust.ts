import type { Dialect } from '../dialect.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, double } from './pieces.ts';

/** From which argument on a macro takes expressions; none of any other. */
const expressionsFrom: Readonly<Record<string, number>> = {
  vec: 0,
  dbg: 0,
  print: 1,
  println: 1,
  eprint: 1,
  eprintln: 1,
  format: 1,
  panic: 1,
  todo: 1,
  write: 2,
  writeln: 2,
  assert_eq: 0,
  assert_ne: 0,
};
/** And behind which it takes a text only. */
const textBehind: Readonly<Record<string, number>> = { assert_eq: 1, assert_ne: 1 };

/** Whether a macro around it wants a literal there. */
function isOfMacro(before: string): boolean {
  return openBrackets(before).some(({ head }) => {
    const [, name] = /(\w+)!\s*$/.exec(head) ?? [];
    if (name === undefined) return false;
    const at = argumentsBefore(before.slice(head.length + 1));
    return at < (expressionsFrom[name] ?? Infinity) || at > (textBehind[name] ?? Infinity);
  });
}

/** How many arguments are there already. */
function argumentsBefore(text: string): number {
  let [depth, count] = [0, 0];
  for (const [sign] of text.replaceAll(/"(?:\\.|[^"\\])*"/g, '""').matchAll(/[()[\]{},]/g)) {
    if ('([{'.includes(sign)) depth += 1;
    else if (sign !== ',') depth -= 1;
    else if (depth === 0) count += 1;
  }
  return count;
}

/** A pattern in brackets. */
function isInPattern(before: string, after: string): boolean {
  const [inner] = openBrackets(before);
  return (
    (inner?.sign === '(' || inner?.sign === '[') &&
    /^[^()[\]{}]*[)\]](?:\s*[)\]])*\s*(?:=>|\|(?!\|)|if\b[^{};]*=>)/.test(after)
  );
}

/** What is worked out while it is compiled. */
const isInConstBlock = (before: string): boolean =>
  openBrackets(before).some(
    ({ sign, head }) =>
      sign === '{' && /\bconst\s+(?:unsafe\s+)?fn\b[^{};]*$|\bconst\s*$/.test(head),
  );

/** Whether the value is kept longer than the expression that it stands in, as far as can be seen. */
function isKept(before: string, after: string, text: string): boolean {
  const statement = /[^;{}]*$/.exec(before)?.[0] ?? '';
  if (/\b(?:return|break)\b[^;]*$|\|\s*$|=>\s*$|\belse\s*$/.test(before)) return true;
  if (/[{};]\s*$/.test(before) && /^\s*\}/.test(after)) return true;
  if (/'static\b|\bspawn\(/.test(text)) return true;
  // What is called may keep it in what it gives back, and a collection does.
  if (/\blet\b[^=]*=[^;]*[\w!>]\s*[([][^;]*$/.test(statement)) return true;
  if (/\.(?:insert|push\w*|extend\w*|entry|or_insert)\([^;]*$/.test(statement)) return true;
  return /(?:^|[^=!<>])=\s*$/.test(statement) && !/\blet\b/.test(statement);
}

const read = (variable: string) => `std::env::var("${variable}").expect("${variable} is set")`;
export const rust: Dialect = {
  skip: [...slashes, /'(?:[^'\\\n]|\\[^\n]{1,9})'/my],
  literals: [
    {
      open: /b?r#+"/my,
      close: (open) => `"${'#'.repeat(open[0].split('#').length - 1)}`,
      manyLines: true,
    },
    { open: /c(?:r#*)?"/my, close: () => '"', escape: '\\', whole: 'none' },
    { open: /b"/my, close: () => '"', escape: '\\', whole: 'none' },
    { open: /r"/my, close: () => '"', manyLines: true },
    { ...double, manyLines: true },
  ],
  access: read,
  constantAfter:
    /(?<!')\b(?:const|static)\b[^\n;{]*$|#!?\[[^\]]*$|(?<!')\b(?:const|static)\s+(?:mut\s+)?[A-Z_]\w*\s*:(?:[^;]|;\s*\w+\s*\])*$/,
  // Patterns.
  constant: ({ before, after }) =>
    /^\s*(?:=>|\|(?!\|)|if\b[^;{}]*=>)/.test(after) ||
    /(?<!\|)\|\s*$(?<![=(,]\s*\|[\w\s,&]*\|\s*)|\bmatches!\([^;]*,\s*$|\blet\s+(?:\w+\(\s*)*$/.test(
      before,
    ) ||
    isInPattern(before, after) ||
    isInConstBlock(before) ||
    isOfMacro(before),
  // The literal was a `&'static str`, which a value that is read becomes where something keeps it. Where a
  // `String` is made of it, this is one.
  fit: (expression, before, after, text) => {
    if (/String::from\(\s*$/.test(before) || /^\s*\.(?:to_string|to_owned|into)\(/.test(after))
      return expression;
    if (/^\s*\.\w/.test(after)) return `${expression}.leak()`;
    return isKept(before, after, text) ? `&*${expression}.leak()` : `&*${expression}`;
  },
};
