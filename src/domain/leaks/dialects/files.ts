import type { Access, Dialect } from '../dialect.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, hash, double, hereDocument, line } from './pieces.ts';

/** Quotation marks mean nothing to these: the name is put in for the value wherever it stands. */
const anywhere = (access: Access, skip: readonly RegExp[]): Dialect => ({
  skip,
  literals: [],
  access,
  bare: access,
});

export const batch: Dialect = {
  ...anywhere((variable) => `%${variable}%`, [/^[ \t]*(?:@?[rR][eE][mM]\b|::)[^\n]*/my]),
  defines: (variable) =>
    new RegExp(
      `%${variable}%"?\\s*(?:==|equ|neq)\\s*"?$|\\bset(?:x\\s+"?${variable}"?\\s|\\s+"?${variable}=)[^\\n]*$`,
      'i',
    ),
};
/** Of its own lines; in a recipe a shell assigns, which make has told the value by then. */
export const makefile: Dialect = {
  ...anywhere((variable) => `$(${variable})`, [/(?<=^|[ \t])#[^\n]*/my]),
  defines: (variable) =>
    new RegExp(
      `\\$[({]${variable}[)}]\\s*,\\s*["']?$|\\$[({]eval\\s+(?:(?:export|override)\\s+)?${variable}\\s*[?:+!]*=[^)}\\n]*$|(?:^|\\n)(?:(?!\\t)(?:[^\\n#=:]+:)? *(?:(?:export|override|private)[ \\t]+)*${variable}\\s*[?:+!]*=(?:\\\\\\n|[^\\n])*|(?:override\\s+)?define\\s+${variable}\\b(?:(?!\\nendef)[^])*)$`,
    ),
};
export const compose: Dialect = {
  ...anywhere((variable) => `\${${variable}}`, [/(?<=^|\s)#[^\n]*/my]),
  // What stands for it where it is missing.
  defines: (variable) => new RegExp(`\\$\\{${variable}:?[-=+?:]?[^}\\n]*$`),
};
/** Of an image, only what runs in its containers sees their environment, and only through a shell. */
export const dockerfile = anywhere(
  (variable) => `\${${variable}}`,
  [/^(?!\s*(?:CMD|ENTRYPOINT)\s+(?!\[))[^\n]*/gimy],
);

const inTemplate: Access = (variable) => `\${var.${variable.toLowerCase()}}`;
export const terraform: Dialect = {
  skip: [...slashes, ...hash],
  literals: [
    hereDocument(/<<-?[A-Za-z_]\w*(?=\r?\n)/my, () => true, inTemplate),
    { ...double, hole: ['${', '}'], inside: inTemplate },
  ],
  // What is read before any variable is: where modules and state come from.
  // A variable's default may name no other one, and what names a block or a field is no expression.
  constant: ({ before, after }) =>
    /\b(?:source|version|alias|depends_on|ignore_changes|replace_triggered_by)\s*=\s*\[?[^\]\n]*$/.test(
      before,
    ) ||
    /(?:^|\n)[ \t]*[\w-]+[ \t]+(?:"[^"\n]*"[ \t]+)*$/.test(before) ||
    (/(?:^|\n|[{,])\s*$/.test(before) && /^\s*[=:](?!=)/.test(after)) ||
    openBrackets(before).some(({ head }) =>
      /(?:^|\n)\s*(?:terraform|backend\s+"[^"\n]*"|variable\s+"[^"\n]*")\s*$/.test(head),
    ),
  // What is shown, and what says how many there are, may not be sensitive.
  unless: (before) =>
    openBrackets(before).some(({ head }) => /(?:^|\n)\s*output\s+"[^"\n]*"\s*$/.test(head)) ||
    /(?:^|\n)\s*for_each\s*=[^\n]*$/.test(before),
  access: (variable) => `var.${variable.toLowerCase()}`,
  fedBy: (variable) => `TF_VAR_${variable.toLowerCase()}`,
  needs: (variable) => {
    const name = variable.toLowerCase();
    return line(
      new RegExp(`^[ \\t]*variable\\s+"${name}"`, 'm'),
      `\nvariable "${name}" {\n  type      = string\n  sensitive = true\n}`,
      (text) => text.length,
    );
  },
};
