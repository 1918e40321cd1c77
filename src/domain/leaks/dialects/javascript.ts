import type { Access, Dialect, Quoted } from '../dialect.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, double, single, backtick } from './pieces.ts';

// A slash after one of these is no division.
const regularExpression =
  /(?<=(?:^|[(,=:[!&|?{};+\n]|\breturn)[ \t]*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//my;
/** The fields of an interface are types, and the members of an enumeration constants. */
function isTypeBody(before: string): boolean {
  const [inner] = openBrackets(before);
  return inner?.sign === '{' && /\b(?:interface|enum)\s+\w+[^{};=]*$/.test(inner.head);
}

const javascriptWith = (process: string): Dialect => {
  const inTemplate: Access = (variable) => `\${${process}.env.${variable}}`;
  const template: Quoted = { ...backtick, escape: '\\', hole: ['${', '}'], inside: inTemplate };
  const toTemplate = {
    open: () => '`',
    close: () => '`',
    inside: inTemplate,
    unless: /`|\$\{|\\[0-7]/,
  };
  return {
    skip: [...slashes, regularExpression],
    literals: [{ ...double, promoted: toTemplate }, { ...single, promoted: toTemplate }, template],
    access: (variable) => `${process}.env.${variable}`,
    // The name of a property takes an expression in brackets only.
    unless: (before, after) => /[{,]\s*$/.test(before) && /^\s*:/.test(after),
    // Types, members of enumerations and names of modules are no expressions.
    constant: ({ before, after }) =>
      /(?:^|[\n;])[ \t]*(?:export\s+)?(?:declare\s+)?type\s+\w+(?:<[^;{}]*>)?\s*=[^;]*$/.test(
        before,
      ) ||
      /\b(?:const|let|var)\s+\w+\s*:\s*[^=;\n]*$|\(\s*\w+\?\s*:\s*$|\(\s*\w+\s*:\s*$/.test(
        before,
      ) ||
      /(?<!\|)\|\s*$|\b(?:as|satisfies|extends|keyof|is)\s+$|\w<\s*$|\bdeclare\b[^\n;]*$/.test(
        before,
      ) ||
      /^\s*(?:as\s+const\b|\|(?!\|))/.test(after) ||
      /(?:^|[\n;])\s*import\s*$|\bfrom\s*$/.test(before) ||
      isTypeBody(before),
    // An attribute of JSX takes a literal as it is, and an expression in braces.
    fit: (expression, before) =>
      /<[A-Za-z][\w.]*(?:\s(?:[^<>]|=>)*)?\s[\w-]+=$/.test(before) ? `{${expression}}` : expression,
  };
};
/** What a file itself calls `process`, which hides the program's own. */
const hidesProcess = new RegExp(
  [
    /\b(?:let|const|var|function|class)\s+process\b(?!\s*=\s*(?:require\(|globalThis))/,
    /\bfunction\b[^(){}]*\([^()]*\bprocess\b/,
    /\([^()]*\bprocess\b[^()]*\)\s*(?:=>|\{)|\bprocess\s*=>/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const usual = javascriptWith('process');
export const javascript: Dialect = {
  ...usual,
  scoped: (text) => (hidesProcess.test(text) ? javascriptWith('globalThis.process') : usual),
};
