import type { Access, Dialect, Quoted } from '../dialect.ts';
import { slashes, double, single, backtick } from './pieces.ts';

// A slash after one of these is no division.
const regularExpression =
  /(?<=(?:^|[(,=:[!&|?{};+\n]|\breturn)[ \t]*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//my;
const fromProcess: Access = (variable) => `process.env.${variable}`;
const inTemplate: Access = (variable) => `\${process.env.${variable}}`;
const template: Quoted = {
  ...backtick,
  escape: '\\',
  hole: ['${', '}'],
  inside: inTemplate,
};
const toTemplate = {
  open: () => '`',
  close: () => '`',
  inside: inTemplate,
  unless: /`|\$\{|\\[0-7]/,
};
export const javascript: Dialect = {
  skip: [...slashes, regularExpression],
  literals: [{ ...double, promoted: toTemplate }, { ...single, promoted: toTemplate }, template],
  access: fromProcess,
  // The name of a property takes an expression in brackets only.
  unless: (before, after) => /[{,]\s*$/.test(before) && /^\s*:/.test(after),
  // An attribute of JSX takes a literal as it is, and an expression in braces.
  fit: (expression, before) =>
    /<[A-Za-z][\w.]*(?:\s(?:[^<>]|=>)*)?\s[\w-]+=$/.test(before) ? `{${expression}}` : expression,
};
