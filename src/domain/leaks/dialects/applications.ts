import type { Access, Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { isInAnnotation } from '../openBrackets.ts';
import { slashes, double, single, triple, character, call, line } from './pieces.ts';

/** What a parameter is where nothing is given for it; of a type and a name in round brackets. */
const parameter = /\([^();]*\w[>?\]]*\s+\w+\s*=\s*$/;

const fromWindows = call('Environment.GetEnvironmentVariable');
export const csharp: Dialect = {
  skip: [...slashes, character],
  literals: [
    { open: /\$*"""/my, close: () => '"""', manyLines: true, whole: 'none' },
    { open: /(?:\$@|@\$|@)"/my, close: () => '"', manyLines: true },
    {
      open: /\$"/my,
      escape: '\\',
      hole: ['{', '}'],
      inside: (variable) => `{${fromWindows(variable)}}`,
    },
    {
      ...double,
      promoted: {
        open: () => '$"',
        close: () => '"',
        inside: (variable) => `{${fromWindows(variable)}}`,
        unless: /[{}]/,
      },
    },
  ],
  access: fromWindows,
  constantAfter: new RegExp(
    `\\bconst\\b[^;]*$|(?:^|\\n)\\s*\\[[^\\]\\n]*$|[(,;{}\\]\\n]\\s*\\[[\\w.:\\s]+\\([^\\]]*$|\\bcase\\b[^:;{}]*$|\\b(?:is|or|and|not)\\s+$|${parameter.source}`,
  ),
  // An arm of a switch, or one of several patterns.
  constant: ({ after }) => /^\s*(?:=>|\b(?:or|and)\b)/.test(after),
  needs: line(/^[ \t]*(?:global\s+)?using\s+System\s*;/m, 'using System;', (text) =>
    afterLast(text, /^using\s[^\n=(]*;[^\n]*$/gm),
  ),
};

const fromSwift: Access = (variable) => `ProcessInfo.processInfo.environment["${variable}"]!`;
export const swift: Dialect = {
  skip: slashes,
  literals: [
    {
      open: /#+"(?:"")?/my,
      close: (open) => `"${/""$/.test(open[0]) ? '""' : ''}${open[0].replaceAll('"', '')}`,
      manyLines: true,
      whole: 'none',
    },
    { ...triple, hole: ['\\(', ')'], inside: (variable) => `\\(${fromSwift(variable)})` },
    { ...double, hole: ['\\(', ')'], inside: (variable) => `\\(${fromSwift(variable)})` },
  ],
  access: fromSwift,
  constant: ({ before }) => isInAnnotation(before),
  // A raw value.
  constantAfter: /\bcase\s+\w+\s*=\s*$|#(?:warning|error)\(\s*$/,
  needs: line(
    /^[ \t]*import\s+(?:Foundation|UIKit|AppKit|SwiftUI)\b/m,
    'import Foundation',
    (text) => afterLast(text, /^import\s+\w+[^\n]*$/gm),
  ),
};

const dartWith = (prefix: string): Dialect => {
  const dartHole = {
    hole: ['${', '}'],
    inside: (variable: string) => `\${${prefix}Platform.environment['${variable}']}`,
  } as const;
  return {
    skip: slashes,
    literals: [
      { open: /r["']/my },
      { ...triple, ...dartHole },
      { open: /'''/my, close: () => "'''", escape: '\\', manyLines: true, ...dartHole },
      { ...double, ...dartHole },
      { ...single, ...dartHole },
    ],
    access: (variable) => `${prefix}Platform.environment['${variable}']!`,
    constantAfter: new RegExp(`\\bconst\\b[^;]*$|\\bcase\\b[^:;{}]*$|${parameter.source}`),
    constant: ({ before, after }) => isInAnnotation(before) || /^\s*=>/.test(after),
    needs: line(/^import\s+['"]dart:io['"]\s*;/m, "import 'dart:io';", (text) =>
      afterLast(text, /^(?:library|import)\s[^\n]*;[^\n]*$/gm),
    ),
  };
};
const usual = dartWith('');
export const dart: Dialect = {
  ...usual,
  scoped: (text) => {
    const [, prefix] = /^import\s+['"]dart:io['"]\s+as\s+(\w+)\s*;/m.exec(text) ?? [];
    return prefix === undefined
      ? usual
      : { ...dartWith(`${prefix}.`), needs: line(/(?:)/, '', () => 0) };
  },
};
