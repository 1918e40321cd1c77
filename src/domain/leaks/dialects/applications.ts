import type { Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { slashes, double, character, call, line } from './pieces.ts';

/** What a parameter is where nothing is given for it; of a type and a name in round brackets. */
const parameter = /\([^();]*\w[>?\]]*\s+\w+\s*=\s*$/;

/** What a program itself calls `Environment`, which hides the system's. */
const hidesEnvironment =
  /\b(?:class|struct|enum|interface|record|namespace)\s+(?:[\w.]+\.)?Environment\b|\b(?!(?:return|new|await)\b)\w[\w<>?]*\s+Environment\s*[=;{,)]/;

const csharpWith = (name: string): Dialect => {
  const fromWindows = call(`${name}.GetEnvironmentVariable`);
  return {
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
      `\\bconst\\b[^;]*$|(?:^|\\n)\\s*\\[[^\\]\\n]*$|[(,;{}\\]\\n]\\s*\\[[\\w.:\\s]+\\([^\\]]*$|\\bcase\\b[^:;{}]*$|\\bis\\s+(?:not\\s+)?[\\w.]*\\s*\\{[^{}]*$|\\b(?:is|or|and|not)\\s+$|${parameter.source}`,
    ),
    // An arm of a switch, or one of several patterns.
    constant: ({ after }) => /^\s*(?:=>|\b(?:or|and)\b)/.test(after),
    // Its bytes, which no text is.
    unless: (_, after) => after.startsWith('u8'),
    needs: line(/^[ \t]*(?:global\s+)?using\s+System\s*;/m, 'using System;', (text) =>
      afterLast(
        text,
        /^using\s[^\n=(]*;[^\n]*$/gm,
        /^[ \t]*(?:\[|(?:\w+\s+)*(?:namespace|class|struct|enum|interface|record|var)\b)/m,
      ),
    ),
  };
};
const usualCsharp = csharpWith('Environment');
export const csharp: Dialect = {
  ...usualCsharp,
  scoped: (text) => {
    if (!hidesEnvironment.test(text)) return usualCsharp;
    return { ...csharpWith('global::System.Environment'), needs: line(/(?:)/, '', () => 0) };
  },
};
