import type { Dialect, Quoted } from '../dialect.ts';
import { isInAnnotation, openBrackets } from '../openBrackets.ts';
import { slashes, double, single, triple, character, call, inDollars } from './pieces.ts';

const javaLike = {
  skip: [...slashes, character],
  access: call('System.getenv'),
  join: ' + ',
} as const;
/** A `final` that a label or an annotation of the same file names has to stay a constant. */
function isNeededConstant(before: string, text: string): boolean {
  const [, name] = /\b(?:final\s+(?:[\w.]+\s+)?|String\s+)(\w+)\s*=\s*[^;{}]*$/.exec(before) ?? [];
  if (name === undefined) return false;
  return new RegExp(
    `\\bcase\\s+[^:;{}\\n]*\\b${name}\\b|@\\w[\\w.]*\\([^;{}]{0,300}?\\b${name}\\b[^;]{0,300}?\\)`,
  ).test(text);
}

/** What a program itself calls `System`, which hides Java's. */
const hidesSystem =
  /\b(?:class|enum|interface|record)\s+System\b|\b(?!(?:return|new)\b)\w[\w<>[\]]*\s+System\s*[=;,)]/;

const usualJava: Dialect = {
  ...javaLike,
  // The lines of a text block are taken apart by its indentation, which none of its pieces has.
  literals: [{ ...triple, whole: 'none' }, double],
  constant: ({ before, text }) =>
    isInAnnotation(before) ||
    /\bcase\b(?:(?!->)[^:;{}])*$|\)\s*default\s*\{?[^;{}]*$/.test(before) ||
    isNeededConstant(before, text),
};
export const java: Dialect = {
  ...usualJava,
  scoped: (text) =>
    hidesSystem.test(text) ? { ...usualJava, access: call('java.lang.System.getenv') } : usualJava,
};

/** Gradle reads these before it runs anything. */
const isOfPlugins = (before: string): boolean =>
  openBrackets(before).some(({ head }) => /(?:^|\n)\s*plugins\s*$/.test(head));

const raw: Quoted = { open: /"""/my, close: () => '"""', manyLines: true };
export const kotlin: Dialect = {
  ...javaLike,
  literals: [raw, double].map((each): Quoted => ({
    ...each,
    hole: ['${', '}'],
    inside: inDollars(call('System.getenv')),
  })),
  constantAfter: /\bconst\s+val\b[^;{}=]*=[^;{}\n]*\n?[^;{}\n]*$/,
  constant: ({ before }) => isInAnnotation(before) || isOfPlugins(before),
};
export const groovy: Dialect = {
  ...javaLike,
  literals: [
    { ...triple, hole: ['${', '}'], inside: inDollars(call('System.getenv')) },
    { ...double, hole: ['${', '}'], inside: inDollars(call('System.getenv', "'")) },
    single,
  ],
  skip: slashes,
  constant: ({ before }) => isInAnnotation(before) || isOfPlugins(before),
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
  constant: ({ before }) =>
    isInAnnotation(before) || /\bcase\b(?:(?!=>|\sif\s)[^;\n])*$/.test(before),
};
